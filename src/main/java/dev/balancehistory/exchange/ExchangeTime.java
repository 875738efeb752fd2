package dev.balancehistory.exchange;

import java.time.Duration;
import java.time.Instant;

/**
 * What an exchange's clock shows.
 *
 * @param time the middle of the instants that it can stand for
 * @param uncertainty how far the true time may be from it
 */
public record ExchangeTime(Instant time, Duration uncertainty) {
    /** Returns a time that leaves nothing out. */
    public static ExchangeTime exact(Instant time) {
        return new ExchangeTime(time, Duration.ZERO);
    }

    /** Returns a time that leaves out what is less than a second, such as that of a {@code Date} header. */
    public static ExchangeTime ofSecond(Instant second) {
        return new ExchangeTime(second.plusMillis(500), Duration.ofMillis(500));
    }
}
