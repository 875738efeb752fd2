package dev.balancehistory.exchange;

import dev.balancehistory.balance.RawResponse;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one request brought.
 *
 * @param disposition what to do about it
 * @param response what was received, to be stored
 * @param retryAfter how long the exchange wants no request, or bans; null if it doesn't say
 * @param date the response's {@code Date} header, to the second; null if there is none
 */
public record Attempt(
        Disposition disposition,
        RawResponse response,
        @Nullable Duration retryAfter,
        @Nullable Instant date) {}
