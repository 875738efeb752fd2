package dev.balancehistory.statement;

import dev.balancehistory.database.ReadTransaction;
import dev.balancehistory.database.Timestamps;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Printable;
import dev.balancehistory.process.Problem;
import dev.balancehistory.process.TextResource;
import dev.balancehistory.statement.AccountHistory.AccountSeal;
import dev.balancehistory.statement.Series.Column;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Reads the history of a statement in one transaction. */
final class StatementReader {
    /** The number of points from which on a picture shows columns only. */
    static final int MOST_POINTS = 2_000;

    private static final int MAX_CAUSE = 300;

    /** On Citus, the functions read all accounts without it. */
    private static final String ONE_ACCOUNT = "select set_config('report.accounts', ?, true)";

    private static final String TIMES = "select snapshot_times(:account, :from, :to)";

    private final JdbcClient database;
    private final StatementRequest request;
    private final Timeline timeline;

    /**
     * @param transaction remains open
     */
    StatementReader(ReadTransaction transaction, StatementRequest request) {
        this.database = JdbcClient.create(new SingleConnectionDataSource(transaction.connection(), true));
        this.request = request;
        this.timeline = new Timeline(request.from(), request.to());
    }

    /**
     * Returns the requested accounts in order of their names, without their series.
     *
     * @throws Problem if no account was ever recorded
     */
    List<AccountHistory> accounts() {
        List<AccountHistory> accounts = query("accounts")
                .param("accounts", String.join(",", request.accounts()))
                .query((row, number) -> account(row))
                .list();
        if (accounts.isEmpty()) {
            throw new Problem(Outcome.TEMPORARY_FAILURE, "no account was ever recorded");
        }
        return accounts;
    }

    private AccountHistory account(ResultSet row) throws SQLException {
        int id = row.getInt("account_id");
        String name = row.getString("account");
        long interval = row.getLong("interval_millis");
        Source opening = Source.in(row, "opening");
        Source closing = Source.in(row, "closing");
        String seal = row.getString("seal");
        Duration distance = interval == 0 ? null : Duration.ofMillis(interval);
        Instant first = Timestamps.getNullable(row, "first_time");
        return new AccountHistory(
                id,
                name,
                row.getString("exchange"),
                distance,
                opening,
                closing,
                first,
                AccountHistory.since(opening, first, distance, request.from()),
                row.getLong("snapshots"),
                row.getLong("exported"),
                row.getLong("imported"),
                balances(id, opening),
                balances(id, closing),
                gaps(name),
                seal == null ? null : new AccountSeal(row.getLong("sequence"), seal));
    }

    private SortedMap<Holding, Held> balances(int account, @Nullable Source source) {
        SortedMap<Holding, Held> balances = new TreeMap<>();
        if (source != null) {
            query("balances")
                    .param("account", account)
                    .param("time", Timestamps.of(source.time()))
                    .query(row -> {
                        Held held = new Held(row.getBigDecimal("balance"), row.getBigDecimal("locked_balance"));
                        balances.put(holding(row), held);
                    });
        }
        return balances;
    }

    private static Holding holding(ResultSet row) throws SQLException {
        return new Holding(row.getString("wallet"), row.getString("currency"));
    }

    /** Returns the gaps of an account in which a snapshot of the statement is missing. */
    private List<Gap> gaps(String account) {
        restrictTo(account);
        return query("gaps").param("account", account).query((row, number) -> gap(row)).list().stream()
                .filter(gap -> gap.missing() > 0)
                .toList();
    }

    private Gap gap(ResultSet row) throws SQLException {
        Instant after = Timestamps.getNullable(row, "after");
        Instant next = Timestamps.getNullable(row, "before");
        // A statement that is made again knows no more than when it was prepared.
        Instant before = next == null || next.isBefore(request.prepared()) ? next : null;
        Instant end = before == null ? request.to() : before;
        Instant start = after == null ? Timestamps.get(row, "created_at") : after;
        long between = before == null ? Long.MAX_VALUE : row.getLong("missing_snapshots");
        Duration interval = Duration.ofMillis(row.getLong("interval_millis"));
        return new Gap(
                row.getString("account"),
                after,
                before,
                start,
                end,
                Gap.missing(start, interval, between, request.from(), request.to()),
                Printable.text(row.getString("cause"), MAX_CAUSE));
    }

    /** Returns the balances of an account in the period. */
    Map<Holding, Series> series(AccountHistory account) {
        restrictTo(account.name());
        Map<Holding, List<Column>> columns = new HashMap<>();
        query("columns")
                .param("columns", Timeline.COLUMNS)
                .param("account", account.name())
                .query(row -> {
                    columns.computeIfAbsent(holding(row), key -> new ArrayList<>())
                            .add(column(row));
                });
        Map<Holding, Points> points = new HashMap<>();
        query("points")
                .param("account", account.id())
                .param("times", times(account))
                .param("most", MOST_POINTS)
                .query(row -> {
                    points.computeIfAbsent(holding(row), key -> new Points()).add(row);
                });
        Map<Holding, Series> series = new HashMap<>();
        points.forEach((holding, all) ->
                series.put(holding, all.series(holding, Objects.requireNonNull(columns.get(holding)))));
        return series;
    }

    private void restrictTo(String account) {
        database.sql(ONE_ACCOUNT).param("{\"" + account + "\"}").query().singleRow();
    }

    /** Returns the times of the account's snapshots in the period, in order. */
    private Array times(AccountHistory account) {
        return withPeriod(TIMES)
                .param("account", account.id())
                .query((row, number) -> row.getArray(1))
                .single();
    }

    private Column column(ResultSet row) throws SQLException {
        Instant start = Timestamps.get(row, "column_start");
        return new Column(
                timeline.column(start),
                start,
                row.getBigDecimal("first"),
                row.getBigDecimal("lowest"),
                row.getBigDecimal("highest"),
                row.getBigDecimal("last"),
                row.getBigDecimal("highest_locked"));
    }

    private JdbcClient.StatementSpec query(String file) {
        return withPeriod(TextResource.of(StatementReader.class, file + ".sql"));
    }

    private JdbcClient.StatementSpec withPeriod(String sql) {
        return database.sql(sql).param("from", Timestamps.of(request.from())).param("to", Timestamps.of(request.to()));
    }
}
