package dev.balancehistory.verification;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code snapshot} as a link of its account's chain, beside the facts of its response.
 *
 * @param slot null if it stands for none
 * @param format of the response; null if it is gone
 * @param bodySha256 of the response; null if it is gone
 */
// Compared by identity.
@SuppressWarnings("ArrayRecordComponent")
record ChainLink(
        long sequence,
        byte[] seal,
        Instant responseTime,
        @Nullable Instant slot,
        String timeSource,
        int currencyCount,
        byte[] contentSha256,
        @Nullable String format,
        byte @Nullable [] bodySha256) {}
