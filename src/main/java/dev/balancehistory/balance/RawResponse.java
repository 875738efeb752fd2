package dev.balancehistory.balance;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A response to a request for an account's balances, as received; or the fact that none came.
 *
 * @param requestedAt when the request was sent
 * @param receivedAt when the response had arrived, or was given up
 * @param responseTime when the exchange answered; null where that is not known
 * @param timeSource what {@code responseTime} was taken from; null where there is none
 * @param status the exchange's own code; null where the response has none
 * @param statusMessage the exchange's own words, fit to be shown; null where the response has none
 * @param format which reader reads the body, for ever, for example {@code bitfront/1}
 * @param body null if none was received
 * @param state {@link ResponseState#RECEIVED} if a snapshot is to be made of it, {@link ResponseState#REJECTED} or
 *     {@link ResponseState#FAILED} if that state is final
 * @param reason why the state is final, for people; null while it is not
 */
public record RawResponse(
        Instant requestedAt,
        Instant receivedAt,
        @Nullable Instant responseTime,
        @Nullable TimeSource timeSource,
        @Nullable String status,
        @Nullable String statusMessage,
        String format,
        @Nullable ResponseBody body,
        ResponseState state,
        @Nullable String reason) {
    /**
     * @throws IllegalArgumentException if there is a time without a source, or a source without a time
     */
    public RawResponse {
        if ((responseTime == null) != (timeSource == null)) {
            throw new IllegalArgumentException("response time " + responseTime + " from " + timeSource);
        }
    }

    /** Returns the same response with its time, where it does not say so itself. */
    public RawResponse at(Instant time, TimeSource source) {
        return new RawResponse(
                requestedAt, receivedAt, time, source, status, statusMessage, format, body, state, reason);
    }
}
