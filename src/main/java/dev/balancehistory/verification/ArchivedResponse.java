package dev.balancehistory.verification;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code balance_response}, not trusted.
 *
 * @param responseTime the column; null if unknown
 * @param timeSource the column; null without a time
 * @param format the column
 * @param state the database's code
 * @param body null if it was deleted
 * @param bodySha256 null without a body
 */
// Compared by identity.
@SuppressWarnings("ArrayRecordComponent")
record ArchivedResponse(
        long id,
        int accountId,
        @Nullable Instant slot,
        Instant receivedAt,
        @Nullable Instant responseTime,
        @Nullable String timeSource,
        String format,
        String state,
        @Nullable ArchivedBody body,
        byte @Nullable [] bodySha256) {
    /**
     * The columns {@code body} and {@code part_lengths}, which need not fit each other.
     *
     * @param partLengths null for one part
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record ArchivedBody(byte[] bytes, int @Nullable [] partLengths) {}
}
