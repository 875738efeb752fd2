package dev.balancehistory.recording;

import dev.balancehistory.recording.RunResult.AccountResult;
import dev.balancehistory.recording.SpooledBalances.Balances;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Prints a run without a database: each account's balances as in its response, without a change, since the previous
 * snapshot is in the database.
 */
final class OutagePrinter {
    private final RunOutput output;
    private final @Nullable SpooledBalances balances;

    /**
     * @param balances reads the balances; null to print none
     */
    OutagePrinter(RunOutput output, @Nullable SpooledBalances balances) {
        this.output = output;
        this.balances = balances;
    }

    /**
     * @param folder the folder of the spool
     */
    void print(RunResult result, Path folder) {
        result.notes().forEach(output::printError);
        result.accounts().forEach(this::print);
        long stored = result.accounts().stream()
                .map(AccountResult::file)
                .filter(Objects::nonNull)
                .count();
        output.println("Without the database: the responses of " + stored + " of "
                + result.accounts().size() + " accounts are stored in " + folder);
    }

    private void print(AccountResult account) {
        Path file = account.file();
        Balances read = balances == null || file == null ? null : balances.of(file);
        if (read != null) {
            output.println(account.account() + "  " + RunOutput.time(read.responseTime()) + "  in the spool");
            BalanceTable.print(output, read.lines(), "change", line -> "");
            output.println("");
        }
        output.printRemarks(account);
    }
}
