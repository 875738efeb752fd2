package dev.balancehistory.exchange;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * How far this machine's clock is from an exchange's.
 *
 * @param offset what has to be added to this machine's time; negative if it is ahead
 * @param uncertainty how much the true offset may differ: half of the time that asking took
 */
public record ClockOffset(Duration offset, Duration uncertainty) {
    /**
     * Measures it, by one question that needs no key.
     *
     * @throws IOException if the exchange did not tell its time
     */
    public static ClockOffset measure(BalanceSource source, URI baseUrl, Duration timeout, InstantSource clock)
            throws IOException {
        Instant before = clock.instant();
        Instant exchange = source.time(baseUrl, timeout);
        Duration half = Duration.between(before, clock.instant()).dividedBy(2);
        return new ClockOffset(Duration.between(before.plus(half), exchange), half);
    }

    /** Returns it in words. */
    public String words() {
        long millis = offset.toMillis();
        return "this machine's clock is " + Math.abs(millis) + " ms " + (millis > 0 ? "behind" : "ahead of")
                + " the exchange's";
    }
}
