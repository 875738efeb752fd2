package dev.balancehistory.recording;

import dev.balancehistory.process.Printable;
import dev.balancehistory.recording.RunResult.AccountResult;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The output of a run: balances on {@code out}, problems on {@code err}. */
record RunOutput(PrintWriter out, PrintWriter err) {
    private static final int LONGEST_LINE = 2_000;

    private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    void println(String line) {
        out.println(line);
    }

    void printError(String line) {
        out.flush();
        err.println("balance-history: " + printable(line));
    }

    /** Prints the warnings and the problem of an account. */
    void printRemarks(AccountResult account) {
        String name = "account " + account.account() + ": ";
        account.warnings().forEach(warning -> printError(name + "warning: " + warning));
        if (account.problem() != null) {
            printError(name + account.problem());
        }
    }

    static String printable(String line) {
        return Printable.text(line, LONGEST_LINE);
    }

    /** Returns the time in UTC with milliseconds. */
    static String time(@Nullable Instant time) {
        return time == null ? "?" : MILLIS.format(time);
    }
}
