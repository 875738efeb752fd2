package dev.balancehistory.recording;

import dev.balancehistory.recording.RunResult.AccountResult;
import dev.balancehistory.recording.SpooledBalances.Balances;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Prints a run without a database: each account's balances as in its response, without a change, since the previous
 * snapshot is in the database.
 */
final class OutagePrinter {
    private final PrintWriter out;
    private final PrintWriter err;
    private final @Nullable SpooledBalances balances;

    /**
     * @param balances reads the balances; null to print none
     */
    OutagePrinter(PrintWriter out, PrintWriter err, @Nullable SpooledBalances balances) {
        this.out = out;
        this.err = err;
        this.balances = balances;
    }

    /**
     * @param folder the folder of the spool
     */
    void print(RunResult result, Path folder) {
        result.notes().forEach(note -> RunPrinter.printError(out, err, note));
        result.accounts().forEach(this::print);
        long stored = result.accounts().stream()
                .map(AccountResult::file)
                .filter(Objects::nonNull)
                .count();
        out.println("Without the database: the responses of " + stored + " of "
                + result.accounts().size() + " accounts are stored in " + folder);
    }

    private void print(AccountResult account) {
        Path file = account.file();
        Balances read = balances == null || file == null ? null : balances.of(file);
        if (read != null) {
            out.println(account.account() + "  " + RunPrinter.time(read.responseTime()) + "  in the spool");
            BalanceTable.print(out, read.lines(), "change", line -> "");
            out.println();
        }
        RunPrinter.printRemarks(out, err, account);
    }
}
