package dev.balancehistory.history;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An answer that waits to be recorded.
 *
 * @param slot the scheduled instant that it stands for; null if there is none
 */
// Compared by identity: nobody compares answers.
@SuppressWarnings("ArrayRecordComponent")
public record PendingResponse(
        long id,
        int accountId,
        String account,
        String exchange,
        @Nullable Instant slot,
        Instant receivedAt,
        byte[] body) {}
