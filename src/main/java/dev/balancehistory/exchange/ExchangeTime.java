package dev.balancehistory.exchange;

import java.time.Duration;
import java.time.Instant;

/**
 * The time by an exchange's clock.
 *
 * @param time the middle of the instants that it can stand for
 * @param uncertainty how far the true time may be from it
 */
public record ExchangeTime(Instant time, Duration uncertainty) {
    /** Returns a time that leaves nothing out. */
    public static ExchangeTime exact(Instant time) {
        return new ExchangeTime(time, Duration.ZERO);
    }

    /**
     * Returns a time that was cut.
     *
     * @param resolution less than this was left out
     */
    public static ExchangeTime of(Instant time, Duration resolution) {
        Duration half = resolution.dividedBy(2);
        return new ExchangeTime(time.plus(half), half);
    }
}
