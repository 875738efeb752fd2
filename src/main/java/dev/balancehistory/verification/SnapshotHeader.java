package dev.balancehistory.verification;

import dev.balancehistory.exchange.ExportedSnapshotReader;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code snapshot}, not trusted, and its response.
 *
 * @param slot the slot; null without a slot
 * @param timeSource the database's code
 * @param sequence its number in the account's chain
 * @param response the response; null if it is missing
 */
// Compared by identity.
@SuppressWarnings("ArrayRecordComponent")
record SnapshotHeader(
        Instant responseTime,
        @Nullable Instant slot,
        long responseId,
        String timeSource,
        int currencyCount,
        byte[] contentSha256,
        long sequence,
        @Nullable ArchivedResponse response) {
    /** Returns whether its response was made from an exported history, so that it proves the CSV only. */
    boolean isFromExport() {
        return response != null && response.format().equals(ExportedSnapshotReader.FORMAT);
    }
}
