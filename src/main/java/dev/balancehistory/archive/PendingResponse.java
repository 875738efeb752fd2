package dev.balancehistory.archive;

import dev.balancehistory.balance.ResponseBody;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A response that waits to be recorded.
 *
 * @param account the account's name
 * @param slot the scheduled instant that it stands for; null if there is none
 * @param responseTime when the exchange answered; null where that is not known
 * @param timeSource what that was taken from, in the database's word; null where there is none
 * @param format which reader reads it
 * @param bodySha256 of the body
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
