package dev.balancehistory.verification;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code snapshot} as it stands there, beside the response that it names.
 *
 * @param slot null if it stands for none
 * @param timeSource the database's word
 * @param sequence its number in the account's chain
 * @param response null if there is none with that key
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
        @Nullable ArchivedResponse response) {}
