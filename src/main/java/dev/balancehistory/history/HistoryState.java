package dev.balancehistory.history;

import com.zaxxer.hikari.HikariDataSource;
import dev.balancehistory.balance.Account;
import dev.balancehistory.balance.Problem;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGStatement;

/**
 * One state of the history: a read-only transaction that sees what was there when it began, and streams it in the order
 * of the keys. For one thread.
 */
public final class HistoryState implements AutoCloseable {
    // A large history may take its time.
    private static final String SETTINGS = "set local statement_timeout = 0;"
            + " set local idle_in_transaction_session_timeout = 0; set local jit = off";
    // The keys' order is there already: to read in any other, and sort, would take the room of a second copy.
    static final String IN_ORDER =
            "set local enable_sort = off; set local enable_hashjoin = off; set local enable_bitmapscan = off";
    private static final String IN_ANY_ORDER =
            "set local enable_sort = on; set local enable_hashjoin = on; set local enable_bitmapscan = on";

    // Also those that only the rows know: nothing but its last number is to be seen of an account that is gone.
    private static final String ACCOUNTS = """
            with recursive with_snapshot as (
                select min(account_id) as id from snapshot
                 union all
                select (select min(s.account_id) from snapshot s where s.account_id > w.id)
                  from with_snapshot w
                 where w.id is not null
            ), with_rows as (
                select min(account_id) as id from balance
                 union all
                select (select min(b.account_id) from balance b where b.account_id > w.id)
                  from with_rows w
                 where w.id is not null
            )
            select id, a.name, a.exchange
              from (select account_id as id from account
                     union
                    select id from with_snapshot
                     union
                    select id from with_rows) known
              left join account a on a.account_id = known.id
             where id is not null
            """;

    /** A larger body is fetched by itself: a handful of them would be too much. */
    private static final int LARGE = 16 << 10;

    private static final int HANDFUL_OF_ANSWERS = 200;
    private static final int HANDFUL_OF_ROWS = 2_000;

    static final String HEADERS = """
            select s.response_time, s.slot, s.response_id, s.currency_count, s.content_sha256,
                   r.response_id as answer_id, r.account_id as answer_account, r.slot as answer_slot, r.received_at,
                   r.response_time as answer_time, r.state, r.body_sha256,
                   case when octet_length(r.body) <= %d then r.body end as body, octet_length(r.body) as body_length
              from snapshot s
              left join balance_response r on r.response_id = s.response_id
             where s.account_id = ? and s.response_time >= ?::timestamptz and s.response_time <= ?::timestamptz
             order by s.response_time
            """.formatted(LARGE);

    static final String ROWS = """
            select response_time, currency, balance::text as total, available_balance::text as available
              from balance
             where account_id = ? and response_time >= ?::timestamptz and response_time <= ?::timestamptz
             order by response_time, currency
            """;

    private static final String UNUSED = """
            select r.response_id, r.account_id, r.received_at, r.response_time, r.state
              from balance_response r
             where r.state = 'recorded'
               and r.account_id = any (?)
               and coalesce(r.response_time, r.received_at) >= ?::timestamptz
               and coalesce(r.response_time, r.received_at) <= ?::timestamptz
               and not exists (select from snapshot s where s.response_id = r.response_id)
             order by r.response_id
            """;

    private static final String BODY = "select body from balance_response where response_id = ?";

    private static final String EXPECTED = """
            select coalesce(sum(currency_count), 0)
              from snapshot
             where account_id = any (?) and response_time >= ?::timestamptz and response_time <= ?::timestamptz
            """;

    private final HikariDataSource dataSource;
    private final Connection connection;
    private final String from;
    private final String last;
    private List<Account> all = List.of();
    private List<Account> accounts = List.of();

    private HistoryState(
            HikariDataSource dataSource, Connection connection, @Nullable Instant from, @Nullable Instant to) {
        this.dataSource = dataSource;
        this.connection = connection;
        this.from = from == null ? "-infinity" : from.toString();
        // The last microsecond before it, so that without an end there is none at all.
        this.last = to == null ? "infinity" : to.minusNanos(1_000).toString();
    }

    static HistoryState begin(
            HikariDataSource dataSource, @Nullable Instant from, @Nullable Instant to, List<String> names)
            throws SQLException {
        HistoryState state = new HistoryState(dataSource, dataSource.getConnection(), from, to);
        try {
            state.prepare(names);
            return state;
        } catch (SQLException | RuntimeException e) {
            state.close();
            throw e;
        }
    }

    private void prepare(List<String> names) throws SQLException {
        connection.setReadOnly(true);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setAutoCommit(false);
        connection.setNetworkTimeout(Runnable::run, 0);
        execute(SETTINGS);
        all = readAccounts();
        for (String name : names) {
            if (all.stream().noneMatch(account -> account.name().equals(name))) {
                throw new IllegalArgumentException("no account is recorded as '" + name + "'; "
                        + (all.isEmpty()
                                ? "there is none yet"
                                : "recorded: " + all.stream().map(Account::name).collect(Collectors.joining(", "))));
            }
        }
        accounts = all.stream()
                .filter(account -> names.isEmpty() || names.contains(account.name()))
                .toList();
        execute(IN_ORDER);
    }

    private void execute(String settings) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(settings);
        }
    }

    private List<Account> readAccounts() throws SQLException {
        List<Account> read = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(ACCOUNTS);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                int id = row.getInt("id");
                String name = row.getString("name");
                read.add(
                        name == null
                                ? new Account(id, numbered(id), "")
                                : new Account(id, name, row.getString("exchange")));
            }
        }
        read.sort(Comparator.comparing(Account::name));
        return read;
    }

    /**
     * Returns the accounts in order of their names; one that is gone but for its snapshots or rows has its number for a
     * name, and no exchange.
     */
    public List<Account> accounts() {
        return accounts;
    }

    /** Returns the name of an account, whether it is one of those or not. */
    public String name(int accountId) {
        return all.stream()
                .filter(account -> account.id() == accountId)
                .map(Account::name)
                .findFirst()
                .orElseGet(() -> numbered(accountId));
    }

    private static String numbered(int accountId) {
        return "account_id=" + accountId;
    }

    /**
     * Returns how many rows there should be.
     *
     * @throws Problem if the database can't tell
     */
    public long expectedRows() {
        try (PreparedStatement statement = connection.prepareStatement(EXPECTED)) {
            bind(statement, accountIds());
            ResultSet rows = statement.executeQuery();
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw DatabaseProblem.of(e);
        }
    }

    /**
     * Returns the account's snapshots, the oldest first.
     *
     * @throws Problem if the database can't give them
     */
    public Cursor<SnapshotHeader> headers(Account account) {
        return cursor(HEADERS, account.id(), HANDFUL_OF_ANSWERS, this::header);
    }

    /**
     * Returns the account's rows, whether they have a snapshot or not, in order of response time and currency.
     *
     * @throws Problem if the database can't give them
     */
    public Cursor<SnapshotRow> rows(Account account) {
        return cursor(
                ROWS,
                account.id(),
                HANDFUL_OF_ROWS,
                row -> new SnapshotRow(
                        Timestamps.get(row, "response_time"),
                        row.getString("currency"),
                        row.getString("total"),
                        row.getString("available")));
    }

    /**
     * Returns the answers that are said to be recorded and have no snapshot, without their bodies. Reads all answers
     * for it, whatever the range.
     *
     * @throws Problem if the database can't give them
     */
    public Cursor<ArchivedAnswer> answersWithoutSnapshot() {
        try {
            execute(IN_ANY_ORDER);
            return cursor(
                    UNUSED,
                    accountIds(),
                    HANDFUL_OF_ANSWERS,
                    row -> new ArchivedAnswer(
                            row.getLong("response_id"),
                            row.getInt("account_id"),
                            null,
                            Timestamps.get(row, "received_at"),
                            Timestamps.getNullable(row, "response_time"),
                            row.getString("state"),
                            null,
                            null));
        } catch (SQLException e) {
            throw DatabaseProblem.of(e);
        }
    }

    private Object accountIds() throws SQLException {
        return connection.createArrayOf(
                "int4", accounts.stream().map(Account::id).toArray());
    }

    private <T> Cursor<T> cursor(String query, Object accountOrAccounts, int handful, Cursor.Reader<T> reader) {
        try {
            PreparedStatement statement = connection.prepareStatement(query);
            try {
                // Bodies and times in their binary form from the first row on.
                statement.unwrap(PGStatement.class).setPrepareThreshold(-1);
                bind(statement, accountOrAccounts);
                return Cursor.over(statement, handful, reader);
            } catch (SQLException | RuntimeException e) {
                statement.close();
                throw e;
            }
        } catch (SQLException e) {
            throw DatabaseProblem.of(e);
        }
    }

    private void bind(PreparedStatement statement, Object accountOrAccounts) throws SQLException {
        statement.setObject(1, accountOrAccounts);
        statement.setString(2, from);
        statement.setString(3, last);
    }

    private SnapshotHeader header(ResultSet row) throws SQLException {
        long answerId = row.getLong("answer_id");
        ArchivedAnswer answer = row.wasNull()
                ? null
                : new ArchivedAnswer(
                        answerId,
                        row.getInt("answer_account"),
                        Timestamps.getNullable(row, "answer_slot"),
                        Timestamps.get(row, "received_at"),
                        Timestamps.getNullable(row, "answer_time"),
                        row.getString("state"),
                        row.getInt("body_length") > LARGE ? largeBody(answerId) : row.getBytes("body"),
                        row.getBytes("body_sha256"));
        return new SnapshotHeader(
                Timestamps.get(row, "response_time"),
                Timestamps.getNullable(row, "slot"),
                row.getLong("response_id"),
                row.getInt("currency_count"),
                Objects.requireNonNull(row.getBytes("content_sha256")),
                answer);
    }

    private byte @Nullable [] largeBody(long answerId) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(BODY)) {
            statement.unwrap(PGStatement.class).setPrepareThreshold(-1);
            statement.setLong(1, answerId);
            ResultSet row = statement.executeQuery();
            row.next();
            return row.getBytes(1);
        }
    }

    /** Ends the connection too: its limits were lifted. */
    @Override
    public void close() {
        dataSource.evictConnection(connection);
    }
}
