package dev.balancehistory.recording;

import dev.balancehistory.cli.TextTable;
import dev.balancehistory.recording.RecordedSnapshot.Line;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Prints the balances of a snapshot. */
final class BalanceTable {
    private BalanceTable() {}

    /**
     * Prints a row for each line.
     *
     * @param changes the head of the last column
     * @param change returns the text of that column
     */
    static void print(RunOutput output, List<Line> lines, String changes, Function<Line, String> change) {
        boolean wallets = lines.stream().map(Line::wallet).distinct().count() > 1;
        TextTable table = new TextTable("currency", "balance", "available", "locked", changes);
        for (Line line : lines) {
            table.row(
                    wallets ? line.currency() + " (" + line.wallet() + ")" : line.currency(),
                    amount(line.total(), "not reported"),
                    amount(line.available(), ""),
                    amount(line.locked(), ""),
                    change.apply(line));
        }
        table.lines().forEach(line -> output.println("  " + line));
        if (lines.isEmpty()) {
            output.println("  (the exchange lists no currency)");
        }
    }

    private static String amount(@Nullable BigDecimal amount, String fallback) {
        return amount == null ? fallback : amount.toPlainString();
    }
}
