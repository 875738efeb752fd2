package dev.balancehistory.balance;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A response to a request for an account's balances, as received, or the failure of the request.
 *
 * @param requestedAt the time of the request
 * @param receivedAt the time at which the response had arrived or the request was given up
 * @param responseTime the time that the balances are valid for; null if unknown
 * @param timeSource the origin of {@code responseTime}; null without a time
 * @param status the exchange's status code; null if the response contains none
 * @param statusMessage the exchange's message, in printable characters; null if the response contains none
 * @param format the format of the body, for example {@code bitfront/1}, which selects the reader permanently
 * @param body the body; null if none was received
 * @param state {@link ResponseState#RECEIVED} if a snapshot is to be made of it, {@link ResponseState#REJECTED} or
 *     {@link ResponseState#FAILED} if that state is final
 * @param reason the reason of a final state as text; null otherwise
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

    /** Returns the same response with this time, unless it states a time itself. */
    public RawResponse at(Instant time, TimeSource source) {
        return new RawResponse(
                requestedAt, receivedAt, time, source, status, statusMessage, format, body, state, reason);
    }
}
