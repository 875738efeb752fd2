package dev.balancehistory.balance;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What came back when an account's balances were asked for, as it came.
 *
 * @param requestedAt when the question was sent
 * @param receivedAt when the answer had arrived, or was given up
 * @param responseTime when the exchange says that it answered; null where the answer does not say so
 * @param statusCode the exchange's own code; null where the answer holds none
 * @param statusMessage the exchange's own words, fit to be shown; null where the answer holds none
 * @param body the answer's bytes; null if there were none
 * @param state {@link ResponseState#RECEIVED} if the answer is to be recorded, {@link ResponseState#REJECTED} or
 *     {@link ResponseState#FAILED} if that is settled already
 * @param reason why it is settled, for people; null while it is to be recorded
 */
// Compared by identity: nobody compares answers.
@SuppressWarnings("ArrayRecordComponent")
public record ExchangeAnswer(
        Instant requestedAt,
        Instant receivedAt,
        @Nullable Instant responseTime,
        @Nullable Integer statusCode,
        @Nullable String statusMessage,
        byte @Nullable [] body,
        ResponseState state,
        @Nullable String reason) {}
