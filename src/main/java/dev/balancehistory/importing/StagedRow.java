package dev.balancehistory.importing;

import dev.balancehistory.balance.Balance;
import java.time.Instant;

/**
 * A line of an exported history.
 *
 * @param line its number in the file
 * @param timeSource the origin of the response time
 * @param origin the way in which its response was received
 */
record StagedRow(
        long line,
        String account,
        String exchange,
        Instant responseTime,
        Balance balance,
        String timeSource,
        String origin) {
    SnapshotKey key() {
        return new SnapshotKey(account, responseTime);
    }

    /** Returns the line without the locked balance, which follows from the others. */
    String text() {
        return String.join(
                ",",
                account,
                exchange,
                responseTime.toString(),
                balance.wallet(),
                balance.currency(),
                balance.total().toPlainString(),
                balance.available().toPlainString(),
                timeSource,
                origin);
    }
}
