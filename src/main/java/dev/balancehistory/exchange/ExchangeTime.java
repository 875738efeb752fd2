package dev.balancehistory.exchange;

import java.time.Duration;
import java.time.Instant;

/**
 * The time by an exchange's clock.
 *
 * @param time the middle of the possible instants
 * @param uncertainty the largest error
 */
public record ExchangeTime(Instant time, Duration uncertainty) {
    /** Returns an exact time. */
    public static ExchangeTime exact(Instant time) {
        return new ExchangeTime(time, Duration.ZERO);
    }

    /**
     * Returns a truncated time.
     *
     * @param time the time as the exchange sent it
     * @param resolution the unit that the time was truncated to
     * @return the time with its uncertainty
     */
    public static ExchangeTime of(Instant time, Duration resolution) {
        Duration half = resolution.dividedBy(2);
        return new ExchangeTime(time.plus(half), half);
    }
}
