package dev.balancehistory.archive;

import dev.balancehistory.balance.ResponseBody;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A response that is not yet recorded.
 *
 * @param account the account's name
 * @param slot the scheduled instant that it stands for; null for a run without a slot
 * @param responseTime the time that the balances are valid for; null if unknown
 * @param timeSource the database's code for the origin of that time; null without a time
 * @param format the format, which selects the reader
 * @param bodySha256 the SHA-256 of the body
 */
// Compared by identity.
@SuppressWarnings("ArrayRecordComponent")
public record PendingResponse(
        long id,
        int accountId,
        String account,
        String exchange,
        @Nullable Instant slot,
        Instant receivedAt,
        @Nullable Instant responseTime,
        @Nullable String timeSource,
        String format,
        ResponseBody body,
        byte[] bodySha256) {}
