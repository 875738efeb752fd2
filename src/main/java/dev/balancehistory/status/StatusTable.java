package dev.balancehistory.status;

import dev.balancehistory.archive.AccountStatus;
import dev.balancehistory.cli.TextTable;
import dev.balancehistory.process.Printable;
import dev.balancehistory.settings.ConfiguredAccounts;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The accounts as a table for a terminal, with what needs attention below it. */
record StatusTable(List<AccountStatus> accounts, ConfiguredAccounts settings) {
    private static final int MAX_PROBLEM = 300;

    /** Returns the lines; one line without an account. */
    List<String> lines() {
        if (accounts.isEmpty()) {
            return List.of("No account was ever recorded.");
        }
        List<String> lines = new ArrayList<>(table().lines());
        accounts.stream()
                .filter(account -> account.counts() && account.isAhead())
                .forEach(account -> lines.add(ahead(account)));
        accounts.stream()
                .filter(account -> account.problem() != null)
                .forEach(account ->
                        lines.add(account.account() + ": " + Printable.text(account.problem(), MAX_PROBLEM)));
        lines.addAll(ExpectedInterval.hints(accounts.stream()
                .filter(account -> settings.sourceOfInterval(account.account()) == null)
                .toList()));
        return lines;
    }

    private TextTable table() {
        TextTable table =
                new TextTable("account", "", "last snapshot", "age", "expected every", "missing", "last run", "ended");
        for (AccountStatus account : accounts) {
            table.row(
                    account.account(),
                    state(account),
                    time(account.lastSnapshotAt()),
                    age(account.age()),
                    ExpectedInterval.of(account, settings.sourceOfInterval(account.account())),
                    account.missing() == null ? "?" : String.valueOf(account.missing()),
                    time(account.lastRunAt()),
                    account.lastRun() == null ? "" : account.lastRun());
        }
        return table;
    }

    /** Reports a newest snapshot from a clock that was ahead. Reports show it as the newest one until then. */
    private static String ahead(AccountStatus account) {
        Duration ahead = Objects.requireNonNull(account.age()).negated();
        return account.account() + ": its newest snapshot is " + age(ahead)
                + " in the future, and hides later ones until then: check the clocks by 'doctor'";
    }

    private static String state(AccountStatus account) {
        if (!account.counts()) {
            return "not configured";
        }
        return account.isAhead() ? "AHEAD" : account.stale() ? "STALE" : "ok";
    }

    private static String time(@Nullable Instant time) {
        return time == null ? "never" : time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String age(@Nullable Duration age) {
        if (age == null) {
            return "";
        }
        if (age.isNegative()) {
            return "-" + age(age.negated());
        }
        String days = age.toDays() == 0 ? "" : age.toDays() + " d ";
        return days
                + String.format(
                        Locale.ROOT, "%02d:%02d:%02d", age.toHoursPart(), age.toMinutesPart(), age.toSecondsPart());
    }
}
