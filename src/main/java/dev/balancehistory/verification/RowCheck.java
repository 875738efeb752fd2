package dev.balancehistory.verification;

import dev.balancehistory.balance.Balance;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Compares the recorded rows of a snapshot with the balances of its response.
 *
 * @param found is given the wallet and currency of each difference, and its text
 */
record RowCheck(BiConsumer<String, String> found) {
    private record Key(String wallet, String currency) {}

    void compare(List<SnapshotRow> rows, List<Balance> balances) {
        Map<Key, SnapshotRow> recorded = new LinkedHashMap<>();
        for (SnapshotRow row : rows) {
            Key key = new Key(row.wallet(), row.currency());
            if (recorded.putIfAbsent(key, row) != null) {
                differs(key, "recorded once more, as " + row.total());
            }
        }
        for (Balance balance : balances) {
            Key key = new Key(balance.wallet(), balance.currency());
            SnapshotRow row = recorded.remove(key);
            if (row == null) {
                differs(key, "not recorded, the response has " + balance.total().toPlainString());
            } else {
                compareAmount(key, "", row.total(), balance.total());
                compareAmount(key, " available", row.available(), balance.available());
            }
        }
        recorded.forEach((key, row) -> differs(key, "recorded " + row.total() + ", the response does not list it"));
    }

    /** Compares the digits: an exchange that sent 1.50 did not send 1.5. */
    private void compareAmount(Key key, String which, String recorded, BigDecimal sent) {
        String digits = sent.toPlainString();
        if (!recorded.equals(digits)) {
            differs(key, "recorded " + recorded + which + ", the response has " + digits + which);
        }
    }

    private void differs(Key key, String text) {
        found.accept(key.wallet() + ' ' + key.currency(), text);
    }
}
