package dev.balancehistory.verification;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code snapshot} as a link of its account's chain, beside the facts of its response.
 *
 * @param slot the slot; null without a slot
 * @param format the format of the response; null if the response is missing
 * @param bodySha256 the hash of the response; null if the response is missing
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
