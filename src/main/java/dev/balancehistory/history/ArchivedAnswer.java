package dev.balancehistory.history;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An answer as it stands in {@code balance_response}, nothing in it taken for granted.
 *
 * @param responseTime the column; null where the answer does not say so
 * @param state the database's word
 * @param body null if it was dropped
 * @param bodySha256 null if there is none
 */
// Compared by identity: nobody compares answers.
@SuppressWarnings("ArrayRecordComponent")
public record ArchivedAnswer(
        long id,
        int accountId,
        @Nullable Instant slot,
        Instant receivedAt,
        @Nullable Instant responseTime,
        String state,
        byte @Nullable [] body,
        byte @Nullable [] bodySha256) {}
