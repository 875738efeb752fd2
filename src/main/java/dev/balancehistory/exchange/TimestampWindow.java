package dev.balancehistory.exchange;

import java.time.Duration;

/**
 * How far a question's timestamp may be from the exchange's clock.
 *
 * @param ahead the most that it may be ahead
 * @param behind less than this it must be behind
 */
public record TimestampWindow(Duration ahead, Duration behind) {}
