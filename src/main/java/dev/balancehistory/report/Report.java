package dev.balancehistory.report;

import static dev.balancehistory.report.Column.instants;
import static dev.balancehistory.report.Column.numbers;
import static dev.balancehistory.report.Column.texts;
import static dev.balancehistory.report.ReportOption.ACCOUNT;
import static dev.balancehistory.report.ReportOption.AT;
import static dev.balancehistory.report.ReportOption.CURRENCY;
import static dev.balancehistory.report.ReportOption.FROM;
import static dev.balancehistory.report.ReportOption.PERIOD;
import static dev.balancehistory.report.ReportOption.TO;

import dev.balancehistory.process.TextResource;
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
            "balance_history_between(" + ReportValues.RANGE + ") r where true",
            "r.account, r.response_time, r.wallet, r.currency",
            EnumSet.of(FROM, TO, ACCOUNT, CURRENCY),
            texts("account", "exchange"),
            instants("response_time"),
            texts("wallet", "currency"),
            Column.amounts(),
            texts("time_source", "origin")),
    CLOSE(
            "the last snapshot of each hour, day, week, month or year",
            "balance_close(" + ReportValues.PERIOD + ", " + ReportValues.ZONE + ", " + ReportValues.RANGE
                    + ") r where true",
            "r.account, r.period_start, r.wallet, r.currency",
            EnumSet.of(FROM, TO, ACCOUNT, CURRENCY, PERIOD),
            texts("account"),
            Column.of(Kind.PERIOD, "period"),
            instants("period_start", "period_end"),
            texts("wallet", "currency"),
            Column.amounts(),
            instants("response_time"),
            numbers("snapshots", "expected_snapshots"),
            Column.of(Kind.TRUTH, "complete")),
    LATEST(
            "the newest snapshot of each account",
            "latest_balance r where true",
            "r.account, r.wallet, r.currency",
            EnumSet.of(ACCOUNT, CURRENCY),
            texts("account", "wallet", "currency"),
            Column.amounts(),
            instants("response_time"),
            Column.of(Kind.DURATION, "age")),
    AS_OF(
            "the newest snapshot of each account at an instant",
            "balance_as_of(" + ReportValues.AT + ") r where true",
            "r.account, r.wallet, r.currency",
            EnumSet.of(AT, ACCOUNT, CURRENCY),
            texts("account", "wallet", "currency"),
            Column.amounts(),
            instants("response_time"),
            Column.of(Kind.DURATION, "age")),
    CHANGE(
            "each balance at two instants, and the difference",
            "balance_change(" + ReportValues.RANGE + ") r where true",
            "r.account, r.wallet, r.currency",
            EnumSet.of(FROM, TO, ACCOUNT, CURRENCY),
            texts("account", "wallet", "currency"),
            numbers("opening_balance", "closing_balance", "change"),
            instants("opening_time", "closing_time")),
    MOVES(
            "each balance that differs from the snapshot before",
            "balance_move(" + ReportValues.RANGE + ") r where true",
            "r.account, r.response_time, r.wallet, r.currency",
            EnumSet.of(FROM, TO, ACCOUNT, CURRENCY),
            texts("account"),
            instants("response_time"),
            texts("wallet", "currency"),
            numbers("before", "after", "change")),
    TOTAL(
            "the sum of each currency over all accounts and wallets at an instant",
            "balance_total(" + ReportValues.AT + ") r where true",
            "r.currency",
            EnumSet.of(AT, CURRENCY),
            texts("currency"),
            Column.amounts(),
            numbers("accounts", "accounts_expected"),
            instants("oldest_response_time")),
    LOCKED(
            "what is locked at an instant, and since when",
            "balance_locked(" + ReportValues.AT + ") r where true",
            "r.account, r.wallet, r.currency",
            EnumSet.of(AT, ACCOUNT, CURRENCY),
            texts("account", "wallet", "currency"),
            numbers("locked_balance"),
            instants("locked_since", "last_seen_free")),
    DAYS(
            "each day, and how complete its snapshots are",
            "snapshot_day(" + ReportValues.ZONE + ", " + ReportValues.RANGE + ") r where true",
            "r.account, r.day",
            EnumSet.of(FROM, TO, ACCOUNT),
            texts("account"),
            Column.of(Kind.DAY, "day"),
            numbers("snapshots", "expected_snapshots"),
            instants("first_time", "last_time"),
            Column.of(Kind.DURATION, "longest_gap")),
    GAPS(
            "the times without a snapshot, and the cause",
            "(" + TextResource.of(Report.class, "spooled-gaps.sql") + ") r where true",
            "r.account, r.after nulls first",
            EnumSet.of(FROM, TO, ACCOUNT),
            texts("account"),
            instants("after", "before"),
            numbers("missing_snapshots"),
            texts("cause")),
    RUNS(
            "the runs, and how each ended",
            "run_history r where r.started_at >= " + ReportValues.FROM + " and r.started_at < " + ReportValues.TO,
            "r.started_at",
            EnumSet.of(FROM, TO),
            texts("job"),
            instants("started_at", "ended_at"),
            texts("status"),
            numbers("exit_code", "responses", "snapshots", "rows"),
            texts("message")),
    SEALS(
            "the seal of each snapshot; kept elsewhere, it proves all before it",
            "snapshot_seal r where r.response_time >= " + ReportValues.FROM + " and r.response_time < "
                    + ReportValues.TO,
            "r.account, r.sequence",
            EnumSet.of(FROM, TO, ACCOUNT),
            texts("account"),
            numbers("sequence"),
            instants("response_time", "recorded_at"),
            texts("seal"));

    private final String description;
    private final String source;
    private final String order;
    private final Set<ReportOption> options;
    private final List<Column> columns;

    @SafeVarargs
    Report(String description, String source, String order, Set<ReportOption> options, List<Column>... columns) {
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

    /** Returns the report's name. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns its description for the help. */
    public String description() {
        return description;
    }

    /** Returns whether it has this option. */
    public boolean takes(ReportOption option) {
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
                + (byCurrency ? " and r.currency = any (" + ReportValues.CURRENCIES + ")" : "")
                + " order by " + order;
    }

    /** Returns a query that has a row if the report lists a currency, which is its parameter. */
    String lists(boolean byAccount) {
        return "select 1 from " + rows(byAccount) + " and r.currency = ? limit 1";
    }

    private String rows(boolean byAccount) {
        return source + (byAccount ? " and r.account = any (" + ReportValues.ACCOUNTS + ")" : "");
    }
}
