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
 * @param uncertainty how much the true offset may differ: half of the time that the request took, and what the exchange leaves out
 */
public record ClockOffset(Duration offset, Duration uncertainty) {
    /**
     * Measures it, by one request that needs no key.
     *
     * @throws IOException if no response had a time in it
     */
    public static ClockOffset measure(BalanceSource source, URI baseUrl, Duration timeout, InstantSource clock)
            throws IOException {
        Instant before = clock.instant();
        ExchangeTime exchange = source.time(baseUrl, timeout);
        Duration half = Duration.between(before, clock.instant()).dividedBy(2);
        Duration uncertainty = half.plus(exchange.uncertainty());
        Duration offset = Duration.between(before.plus(half), exchange.time());
        // A time that was cut can't improve on a clock that can be right.
        boolean right = !exchange.uncertainty().isZero() && offset.abs().compareTo(uncertainty) <= 0;
        return new ClockOffset(right ? Duration.ZERO : offset, uncertainty);
    }

    /**
     * Returns the offset by the {@code Date} header of a response: the middle of what it can be, since the exchange wrote
     * it at an instant of that second while the request was under way.
     *
     * @param requestedAt when the request was sent, by this machine's clock
     * @param receivedAt when the response had arrived, by this machine's clock
     */
    static ClockOffset ofDate(Instant date, Instant requestedAt, Instant receivedAt) {
        Duration least = Duration.between(receivedAt, date);
        Duration most = Duration.between(requestedAt, date.plusSeconds(1));
        return new ClockOffset(least.plus(most).dividedBy(2), most.minus(least).dividedBy(2));
    }

    /** Returns it in words. */
    public String words() {
        long millis = offset.toMillis();
        return "this machine's clock is " + Math.abs(millis) + " ms " + (millis > 0 ? "behind" : "ahead of")
                + " the exchange's";
    }
}
