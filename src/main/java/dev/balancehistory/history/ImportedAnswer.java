package dev.balancehistory.history;

import dev.balancehistory.balance.Account;
import dev.balancehistory.balance.ResponseState;
import dev.balancehistory.balance.Snapshot;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An answer from an archive, read.
 *
 * @param place where it was found, for people: a file and a line
 * @param origin how it came to whoever archived it, in the words of {@code balance_response.origin}
 * @param responseTime when the exchange says that it answered; null where the answer does not say so
 * @param statusCode the exchange's own code; null where the answer holds none
 * @param statusMessage the exchange's own words, fit to be shown; null where the answer holds none
 * @param unusable what it is if it is not to be recorded, {@link ResponseState#REJECTED} or {@link ResponseState#FAILED};
 *     null if it is
 * @param reason why it is not to be recorded, for people; null if it is
 * @param snapshot what it says; null if it is not to be recorded
 */
// Compared by identity: nobody compares answers.
@SuppressWarnings("ArrayRecordComponent")
public record ImportedAnswer(
        String place,
        Account account,
        String origin,
        @Nullable Instant responseTime,
        @Nullable Integer statusCode,
        @Nullable String statusMessage,
        byte[] body,
        byte[] bodySha256,
        @Nullable ResponseState unusable,
        @Nullable String reason,
        @Nullable Snapshot snapshot) {}
