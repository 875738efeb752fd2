package dev.balancehistory.report;

import static dev.balancehistory.report.Column.instants;
import static dev.balancehistory.report.Column.numbers;
import static dev.balancehistory.report.Column.texts;

import dev.balancehistory.report.Column.Kind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The reports. The columns of a report and their order do not change. */
@SuppressWarnings("ImmutableEnumChecker") // Set.copyOf and List.of are.
enum Report {
    HISTORY(
            "every recorded balance",
            "balance_history_between(" + Sql.FROM + ", " + Sql.TO + ") r where true",
            "r.account, r.response_time, r.wallet, r.currency",
            EnumSet.of(Option.FROM, Option.TO, Option.ACCOUNT, Option.CURRENCY),
            texts("account", "exchange"),
            instants("response_time"),
            texts("wallet", "currency"),
            Sql.AMOUNTS,
            texts("time_source", "origin")),
    CLOSE(
            "the last snapshot of each hour, day, week, month or year",
            "balance_close(" + Sql.PERIOD + ", " + Sql.ZONE + ", " + Sql.FROM + ", " + Sql.TO + ") r where true",
            "r.account, r.period_start, r.wallet, r.currency",
            EnumSet.of(Option.FROM, Option.TO, Option.ACCOUNT, Option.CURRENCY, Option.PERIOD),
            texts("account"),
            Column.of(Kind.PERIOD, "period"),
            instants("period_start", "period_end"),
            texts("wallet", "currency"),
            Sql.AMOUNTS,
            instants("response_time"),
            numbers("snapshots", "expected_snapshots"),
            Column.of(Kind.TRUTH, "complete")),
    LATEST(
            "the newest snapshot of each account",
            "latest_balance r where true",
            "r.account, r.wallet, r.currency",
            EnumSet.of(Option.ACCOUNT, Option.CURRENCY),
            texts("account", "wallet", "currency"),
            Sql.AMOUNTS,
            instants("response_time"),
            Column.of(Kind.DURATION, "age")),
    AS_OF(
            "the newest snapshot of each account at an instant",
            "balance_as_of(" + Sql.AT + ") r where true",
            "r.account, r.wallet, r.currency",
            EnumSet.of(Option.AT, Option.ACCOUNT, Option.CURRENCY),
            texts("account", "wallet", "currency"),
            Sql.AMOUNTS,
            instants("response_time"),
            Column.of(Kind.DURATION, "age")),
    CHANGE(
            "each balance at two instants, and the difference",
            "balance_change(" + Sql.FROM + ", " + Sql.TO + ") r where true",
            "r.account, r.wallet, r.currency",
            EnumSet.of(Option.FROM, Option.TO, Option.ACCOUNT, Option.CURRENCY),
            texts("account", "wallet", "currency"),
            numbers("opening_balance", "closing_balance", "change"),
            instants("opening_time", "closing_time")),
    MOVES(
            "each balance that differs from the snapshot before",
            "balance_move(" + Sql.FROM + ", " + Sql.TO + ") r where true",
            "r.account, r.response_time, r.wallet, r.currency",
            EnumSet.of(Option.FROM, Option.TO, Option.ACCOUNT, Option.CURRENCY),
            texts("account"),
            instants("response_time"),
            texts("wallet", "currency"),
            numbers("before", "after", "change")),
    TOTAL(
            "the sum of each currency over all accounts and wallets at an instant",
            "balance_total(" + Sql.AT + ") r where true",
            "r.currency",
            EnumSet.of(Option.AT, Option.CURRENCY),
            texts("currency"),
            Sql.AMOUNTS,
            numbers("accounts", "accounts_expected"),
            instants("oldest_response_time")),
    LOCKED(
            "what is locked at an instant, and since when",
            "balance_locked(" + Sql.AT + ") r where true",
            "r.account, r.wallet, r.currency",
            EnumSet.of(Option.AT, Option.ACCOUNT, Option.CURRENCY),
            texts("account", "wallet", "currency"),
            numbers("locked_balance"),
            instants("locked_since", "last_seen_free")),
    DAYS(
            "each day, and how complete its snapshots are",
            "snapshot_day(" + Sql.ZONE + ", " + Sql.FROM + ", " + Sql.TO + ") r where true",
            "r.account, r.day",
            EnumSet.of(Option.FROM, Option.TO, Option.ACCOUNT),
            texts("account"),
            Column.of(Kind.DAY, "day"),
            numbers("snapshots", "expected_snapshots"),
            instants("first_time", "last_time"),
            Column.of(Kind.DURATION, "longest_gap")),
    GAPS(
            "the times without a snapshot, and the cause",
            "(" + SpooledGaps.QUERY + ") r where true",
            "r.account, r.after nulls first",
            EnumSet.of(Option.FROM, Option.TO, Option.ACCOUNT),
            texts("account"),
            instants("after", "before"),
            numbers("missing_snapshots"),
            texts("cause")),
    RUNS(
            "the runs, and how each ended",
            "run_history r where r.started_at >= " + Sql.FROM + " and r.started_at < " + Sql.TO,
            "r.started_at",
            EnumSet.of(Option.FROM, Option.TO),
            texts("job"),
            instants("started_at", "ended_at"),
            texts("status"),
            numbers("exit_code", "responses", "snapshots", "rows"),
            texts("message")),
    SEALS(
            "the seal of each snapshot; kept elsewhere, it proves all before it",
            "snapshot_seal r where r.response_time >= " + Sql.FROM + " and r.response_time < " + Sql.TO,
            "r.account, r.sequence",
            EnumSet.of(Option.FROM, Option.TO, Option.ACCOUNT),
            texts("account"),
            numbers("sequence"),
            instants("response_time", "recorded_at"),
            texts("seal"));

    private final String description;
    private final String source;
    private final String order;
    private final Set<Option> options;
    private final List<Column> columns;

    @SafeVarargs
    Report(String description, String source, String order, Set<Option> options, List<Column>... columns) {
        this.description = description;
        this.source = source;
        this.order = order;
        this.options = Set.copyOf(options);
        List<Column> all = new ArrayList<>();
        for (List<Column> part : columns) {
            all.addAll(part);
        }
        this.columns = List.copyOf(all);
    }

    /** The options of reports. */
    public enum Option {
        FROM,
        TO,
        AT,
        ACCOUNT,
        CURRENCY,
        PERIOD;

        /** Returns the option's name on the command line. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The values of a request, as settings of its transaction. {@link ReportValues} has their literals. */
    static final class Sql {
        static final String FROM = "current_setting('report.from')::timestamptz";
        static final String TO = "current_setting('report.to')::timestamptz";
        static final String AT = "current_setting('report.at')::timestamptz";
        static final String PERIOD = "current_setting('report.period')";
        static final String ZONE = "current_setting('report.zone')";
        static final String ACCOUNTS = "current_setting('report.accounts')::text[]";
        static final String CURRENCIES = "current_setting('report.currencies')::text[]";

        static final List<Column> AMOUNTS = numbers("balance", "available_balance", "locked_balance");

        private Sql() {}
    }

    /** Returns the report's name. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns its description for the help. */
    public String description() {
        return description;
    }

    /** Returns whether the server computes its rows by the time zone. */
    boolean hasPeriods() {
        return this == CLOSE || this == DAYS;
    }

    /** Returns whether it has this option. */
    public boolean takes(Option option) {
        return options.contains(option);
    }

    /** Returns the names of its columns, in order. */
    List<String> columnNames() {
        return columns.stream().map(Column::name).toList();
    }

    /**
     * Returns the query, which consists of constants. It is ordered by the columns of the history and not by the
     * formatted cells, so that PostgreSQL reads in order of an index.
     */
    String query(boolean byAccount, boolean byCurrency, Dialect dialect) {
        String cells = String.join(
                ", ", columns.stream().map(column -> column.expression(dialect)).toList());
        return "select " + cells + " from " + rows(byAccount)
                + (byCurrency ? " and r.currency = any (" + Sql.CURRENCIES + ")" : "")
                + " order by " + order;
    }

    /** Returns a query that has a row if the report lists a currency, which is its parameter. */
    String lists(boolean byAccount) {
        return "select 1 from " + rows(byAccount) + " and r.currency = ? limit 1";
    }

    private String rows(boolean byAccount) {
        return source + (byAccount ? " and r.account = any (" + Sql.ACCOUNTS + ")" : "");
    }
}
