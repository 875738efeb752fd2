package dev.balancehistory.report;

import static dev.balancehistory.report.Column.Kind.DURATION;
import static dev.balancehistory.report.Column.Kind.INSTANT;
import static dev.balancehistory.report.Column.Kind.NUMBER;
import static dev.balancehistory.report.Column.Kind.TEXT;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The reports. The columns of a report and their order do not change. */
@SuppressWarnings("ImmutableEnumChecker") // Set.copyOf and List.of are.
public enum Report {
    HISTORY(
            "every recorded balance",
            "balance_history r where r.response_time >= " + Sql.FROM + " and r.response_time < " + Sql.TO,
            "r.account, r.response_time, r.wallet, r.currency",
            EnumSet.of(Option.FROM, Option.TO, Option.ACCOUNT, Option.CURRENCY),
            new Column("account", TEXT),
            new Column("exchange", TEXT),
            new Column("response_time", INSTANT),
            new Column("wallet", TEXT),
            new Column("currency", TEXT),
            new Column("balance", NUMBER),
            new Column("available_balance", NUMBER),
            new Column("locked_balance", NUMBER),
            new Column("time_source", TEXT),
            new Column("origin", TEXT)),
    CLOSE(
            "the last snapshot of each hour, day, week, month or year",
            "balance_close(" + Sql.PERIOD + ", " + Sql.ZONE + ", " + Sql.FROM + ", " + Sql.TO + ") r where true",
            "r.account, r.period_start, r.wallet, r.currency",
            EnumSet.of(Option.FROM, Option.TO, Option.ACCOUNT, Option.CURRENCY, Option.PERIOD),
            new Column("account", TEXT),
            new Column("period_start", INSTANT),
            new Column("wallet", TEXT),
            new Column("currency", TEXT),
            new Column("balance", NUMBER),
            new Column("available_balance", NUMBER),
            new Column("locked_balance", NUMBER),
            new Column("response_time", INSTANT),
            new Column("snapshots", NUMBER)),
    LATEST(
            "the newest snapshot of each account",
            "latest_balance r where true",
            "r.account, r.wallet, r.currency",
            EnumSet.of(Option.ACCOUNT, Option.CURRENCY),
            Sql.BALANCES),
    AS_OF(
            "the newest snapshot of each account at an instant",
            "balance_as_of(" + Sql.AT + ") r where true",
            "r.account, r.wallet, r.currency",
            EnumSet.of(Option.AT, Option.ACCOUNT, Option.CURRENCY),
            Sql.BALANCES),
    CHANGE(
            "each balance at two instants, and the difference",
            "balance_change(" + Sql.FROM + ", " + Sql.TO + ") r where true",
            "r.account, r.wallet, r.currency",
            EnumSet.of(Option.FROM, Option.TO, Option.ACCOUNT, Option.CURRENCY),
            new Column("account", TEXT),
            new Column("wallet", TEXT),
            new Column("currency", TEXT),
            new Column("opening_balance", NUMBER),
            new Column("closing_balance", NUMBER),
            new Column("change", NUMBER),
            new Column("opening_time", INSTANT),
            new Column("closing_time", INSTANT)),
    TOTAL(
            "the sum of each currency over all accounts and wallets at an instant",
            "balance_total(" + Sql.AT + ") r where true",
            "r.currency",
            EnumSet.of(Option.AT, Option.CURRENCY),
            new Column("currency", TEXT),
            new Column("balance", NUMBER),
            new Column("available_balance", NUMBER),
            new Column("locked_balance", NUMBER),
            new Column("accounts", NUMBER),
            new Column("accounts_expected", NUMBER),
            new Column("oldest_response_time", INSTANT)),
    GAPS(
            "the times without a snapshot, and the cause",
            "(" + SpooledGaps.QUERY + ") r where true",
            "r.account, r.after nulls first",
            EnumSet.of(Option.FROM, Option.TO, Option.ACCOUNT),
            new Column("account", TEXT),
            new Column("after", INSTANT),
            new Column("before", INSTANT),
            new Column("missing_snapshots", NUMBER),
            new Column("cause", TEXT)),
    RUNS(
            "the runs, and how each ended",
            "run_history r where r.started_at >= " + Sql.FROM + " and r.started_at < " + Sql.TO,
            "r.started_at",
            EnumSet.of(Option.FROM, Option.TO),
            new Column("job", TEXT),
            new Column("started_at", INSTANT),
            new Column("ended_at", INSTANT),
            new Column("status", TEXT),
            new Column("exit_code", NUMBER),
            new Column("responses", NUMBER),
            new Column("snapshots", NUMBER),
            new Column("rows", NUMBER),
            new Column("message", TEXT)),
    SEALS(
            "the seal of each snapshot; kept elsewhere, it proves all before it",
            "snapshot_seal r where r.response_time >= " + Sql.FROM + " and r.response_time < " + Sql.TO,
            "r.account, r.sequence",
            EnumSet.of(Option.FROM, Option.TO, Option.ACCOUNT),
            new Column("account", TEXT),
            new Column("sequence", NUMBER),
            new Column("response_time", INSTANT),
            new Column("recorded_at", INSTANT),
            new Column("seal", TEXT));

    private final String description;
    private final String source;
    private final String order;
    private final Set<Option> options;
    private final List<Column> columns;

    Report(String description, String source, String order, Set<Option> options, Column... columns) {
        this.description = description;
        this.source = source;
        this.order = order;
        this.options = Set.copyOf(options);
        this.columns = List.of(columns);
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

    /** The values of a request, which the query reads as settings of its transaction. */
    static final class Sql {
        static final String FROM = "current_setting('report.from')::timestamptz";
        static final String TO = "current_setting('report.to')::timestamptz";
        static final String AT = "current_setting('report.at')::timestamptz";
        static final String PERIOD = "current_setting('report.period')";
        static final String ZONE = "current_setting('report.zone')";
        static final String ACCOUNTS = "current_setting('report.accounts')::text[]";
        static final String CURRENCIES = "current_setting('report.currencies')::text[]";

        static final Column[] BALANCES = {
            new Column("account", TEXT),
            new Column("wallet", TEXT),
            new Column("currency", TEXT),
            new Column("balance", NUMBER),
            new Column("available_balance", NUMBER),
            new Column("locked_balance", NUMBER),
            new Column("response_time", INSTANT),
            new Column("age", DURATION)
        };

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

    /** Returns whether it has this option. */
    public boolean takes(Option option) {
        return options.contains(option);
    }

    /**
     * Returns the query, which consists of constants. It is ordered by the columns of the history and not by the
     * formatted cells, so that PostgreSQL reads in order of an index.
     */
    String query(boolean byAccount, boolean byCurrency, boolean spreadsheet) {
        String cells = String.join(
                ", ",
                columns.stream().map(column -> column.expression(spreadsheet)).toList());
        return "select " + cells + " from " + source
                + (byAccount ? " and r.account = any (" + Sql.ACCOUNTS + ")" : "")
                + (byCurrency ? " and r.currency = any (" + Sql.CURRENCIES + ")" : "")
                + " order by " + order;
    }
}
