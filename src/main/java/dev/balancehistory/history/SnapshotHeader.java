package dev.balancehistory.history;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code snapshot} as it stands there, beside the answer that it names.
 *
 * @param slot null if it stands for none
 * @param answer null if there is none with that key
 */
// Compared by identity: nobody compares headers.
@SuppressWarnings("ArrayRecordComponent")
public record SnapshotHeader(
        Instant responseTime,
        @Nullable Instant slot,
        long responseId,
        int currencyCount,
        byte[] contentSha256,
        @Nullable ArchivedAnswer answer) {}
