package dev.balancehistory.importing;

import dev.balancehistory.balance.Account;
import dev.balancehistory.balance.ResponseState;
import dev.balancehistory.balance.Snapshot;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An archived response, read.
 *
 * @param place where it was found, for people: a file and a line
 * @param origin how it was received by the program that archived it, in the words of {@code balance_response.origin}
 * @param responseTime when the exchange answered; null where that is not known
 * @param timeSource what that was taken from, in the database's word; null where there is none
 * @param status the exchange's own code; null where the response has none
 * @param statusMessage the exchange's own words, fit to be shown; null where the response has none
 * @param format which reader reads the body
 * @param unusable what it is if it is not to be recorded, {@link ResponseState#REJECTED} or {@link ResponseState#FAILED};
 *     null if it is
 * @param reason why it is not to be recorded, for people; null if it is
 * @param snapshot what it says; null if it is not to be recorded
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
        @Nullable Snapshot snapshot) {}
