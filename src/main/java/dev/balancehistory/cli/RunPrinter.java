package dev.balancehistory.cli;

import dev.balancehistory.history.RecordedSnapshot;
import dev.balancehistory.history.RecordedSnapshot.Line;
import dev.balancehistory.recording.RunResult;
import dev.balancehistory.recording.RunResult.AccountResult;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Shows a run to people: each account's balances on standard output, what went wrong on the other stream. */
final class RunPrinter {
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean quiet;

    RunPrinter(PrintWriter out, PrintWriter err, boolean quiet) {
        this.out = out;
        this.err = err;
        this.quiet = quiet;
    }

    /**
     * @param place where the history is, fit to be shown
     */
    void print(RunResult result, String place) {
        for (AccountResult account : result.accounts()) {
            print(account);
        }
        result.notes().forEach(note -> tell(note));
        long recorded =
                result.accounts().stream().filter(AccountResult::recorded).count();
        out.println((result.executionId() == null ? "No run was needed" : "Run " + result.executionId()) + ": "
                + recorded + " of " + result.accounts().size() + " accounts recorded in " + place);
    }

    private void print(AccountResult account) {
        RecordedSnapshot snapshot = account.snapshot();
        if (snapshot != null) {
            String what = account.recorded() ? "recorded" : "recorded already";
            out.println(account.account() + "  " + MILLIS.format(snapshot.responseTime()) + "  " + what);
            if (!quiet) {
                table(snapshot);
            }
        }
        account.warnings().forEach(warning -> tell("account " + account.account() + ": warning: " + warning));
        if (account.problem() != null) {
            tell("account " + account.account() + ": " + account.problem());
        }
    }

    private void tell(String line) {
        out.flush();
        err.println("balance-history: " + line);
    }

    private void table(RecordedSnapshot snapshot) {
        Instant before = snapshot.previousTime();
        TextTable table = new TextTable(
                "currency",
                "balance",
                "available",
                "locked",
                before == null ? "change" : "change since " + MILLIS.format(before));
        for (Line line : snapshot.lines()) {
            table.row(
                    line.currency(),
                    amount(line.total(), "not reported"),
                    amount(line.available(), ""),
                    amount(line.locked(), ""),
                    change(line, before));
        }
        table.lines().forEach(line -> out.println("  " + line));
        if (snapshot.lines().isEmpty()) {
            out.println("  (the exchange lists no currency)");
        }
        out.println();
    }

    private static String change(Line line, @Nullable Instant before) {
        BigDecimal change = line.change();
        if (change == null) {
            return before == null ? "first snapshot" : line.total() == null ? "" : "new";
        }
        if (change.signum() == 0) {
            return "=";
        }
        return (change.signum() > 0 ? "+" : "") + change.toPlainString();
    }

    private static String amount(@Nullable BigDecimal amount, String otherwise) {
        return amount == null ? otherwise : amount.toPlainString();
    }
}
