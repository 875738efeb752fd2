package dev.balancehistory.exchange;

import java.time.Duration;

/**
 * The limits for the difference between a request's timestamp and the exchange's clock.
 *
 * @param ahead the largest accepted difference ahead
 * @param behind the smallest rejected difference behind
 */
public record TimestampWindow(Duration ahead, Duration behind) {}
