package dev.balancehistory.exchange;

import dev.balancehistory.balance.RawResponse;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The result of one request.
 *
 * @param disposition the next step that it calls for
 * @param response the response as received, to be stored
 * @param retryAfter how long the exchange wants no request, or bans; null if it doesn't say
 * @param date the response's {@code Date} header, to the second; null if there is none
 */
public record Attempt(
        Disposition disposition,
        RawResponse response,
        @Nullable Duration retryAfter,
        @Nullable Instant date) {}
