package dev.balancehistory.importing;

import dev.balancehistory.balance.Account;
import dev.balancehistory.balance.ResponseState;
import dev.balancehistory.balance.Sha256;
import dev.balancehistory.balance.Snapshot;
import dev.balancehistory.balance.TimeSource;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An archived response and its content.
 *
 * @param place the file and line, for messages
 * @param origin the way in which it was received, as in {@code balance_response.origin}
 * @param responseTime the time that the balances are valid for; null if unknown
 * @param timeSource the database's code for the origin of that time; null without a time
 * @param status the exchange's status code; null if the response contains none
 * @param statusMessage the exchange's message, in printable characters; null if the response contains none
 * @param format the format of the body, which selects the reader
 * @param unusable {@link ResponseState#REJECTED} or {@link ResponseState#FAILED} if it is not to be recorded; null
 *     otherwise
 * @param reason the reason of that state as text; null otherwise
 * @param snapshot its balances; null if it is not to be recorded
 * @param contentSha256 the hash of these balances; null without them
 */
// Compared by identity.
@SuppressWarnings("ArrayRecordComponent")
record ImportedResponse(
        String place,
        Account account,
        String origin,
        @Nullable Instant responseTime,
        @Nullable String timeSource,
        @Nullable String status,
        @Nullable String statusMessage,
        String format,
        byte[] body,
        byte[] bodySha256,
        @Nullable ResponseState unusable,
        @Nullable String reason,
        @Nullable Snapshot snapshot,
        byte @Nullable [] contentSha256) {
    /** The origin of a response from a file, as in {@code balance_response.origin}. */
    static final String IMPORTED = "imported";

    /** Computes both hashes here, beside the thread that writes. */
    ImportedResponse(
            String place,
            Account account,
            String origin,
            @Nullable Instant responseTime,
            @Nullable String timeSource,
            @Nullable String status,
            @Nullable String statusMessage,
            String format,
            byte[] body,
            @Nullable ResponseState unusable,
            @Nullable String reason,
            @Nullable Snapshot snapshot) {
        this(
                place,
                account,
                origin,
                responseTime,
                timeSource,
                status,
                statusMessage,
                format,
                body,
                Sha256.of(body),
                unusable,
                reason,
                snapshot,
                snapshot == null ? null : snapshot.contentSha256());
    }

    /** Returns a malformed response, or the part of it that is archived. */
    static ImportedResponse rejected(
            String place, Account account, @Nullable Instant responseTime, String format, byte[] body, String reason) {
        return new ImportedResponse(
                place,
                account,
                IMPORTED,
                responseTime,
                responseTime == null ? null : TimeSource.IMPORTED.code(),
                null,
                null,
                format,
                body,
                ResponseState.REJECTED,
                reason,
                null);
    }

    /** Returns the same response of another account. */
    ImportedResponse of(Account other) {
        return new ImportedResponse(
                place,
                other,
                origin,
                responseTime,
                timeSource,
                status,
                statusMessage,
                format,
                body,
                bodySha256,
                unusable,
                reason,
                snapshot,
                contentSha256);
    }
}
