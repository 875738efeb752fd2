package dev.balancehistory.exchange;

import dev.balancehistory.balance.RawResponse;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The result of one request.
 *
 * @param disposition the next step
 * @param response the response as received, to be stored
 * @param retryAfter the time until the next request is allowed or the ban ends; null if the exchange does not state it
 * @param date the response's {@code Date} header, to the second; null without one
 */
public record Attempt(
        Disposition disposition,
        RawResponse response,
        @Nullable Duration retryAfter,
        @Nullable Instant date) {}
