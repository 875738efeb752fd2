package dev.balancehistory.exchange;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The offset of this machine's clock to an exchange's.
 *
 * @param offset the duration to add to this machine's time; negative if this machine is ahead
 * @param uncertainty the largest error: half of the duration of the request, and half of the resolution
 */
public record ClockOffset(Duration offset, Duration uncertainty) {
    /**
     * Measures the offset of this clock, by one request without a key.
     *
     * @param timeout the limit for the complete response
     * @throws IOException if no response with a time was received
     */
    public static ClockOffset measure(BalanceSource source, URI baseUrl, Duration timeout, InstantSource clock)
            throws IOException {
        Instant before = clock.instant();
        ExchangeTime exchange = source.time(baseUrl, timeout);
        Duration half = Duration.between(before, clock.instant()).dividedBy(2);
        ClockOffset measured = new ClockOffset(
                Duration.between(before.plus(half), exchange.time()), half.plus(exchange.uncertainty()));
        // A truncated time can't improve on a clock that agrees with it.
        return exchange.uncertainty().isZero()
                ? measured
                : new ClockOffset(measured.correction(), measured.uncertainty());
    }

    /**
     * Returns the offset by the {@code Date} header of a response. The exchange wrote the header at an instant of that
     * second, during the request: the offset is the middle of the possible ones.
     *
     * @param requestedAt when the request was sent, by this machine's clock
     * @param receivedAt when the response had arrived, by this machine's clock
     */
    static ClockOffset ofDate(Instant date, Instant requestedAt, Instant receivedAt) {
        Duration least = Duration.between(receivedAt, date);
        Duration most = Duration.between(requestedAt, date.plusSeconds(1));
        return new ClockOffset(least.plus(most).dividedBy(2), most.minus(least).dividedBy(2));
    }

    /** Returns the duration to correct this machine's time by: zero if both clocks may agree. */
    Duration correction() {
        return offset.abs().compareTo(uncertainty) <= 0 ? Duration.ZERO : offset;
    }

    /** Returns a description for people, as a clause. */
    public String description() {
        long millis = offset.toMillis();
        return "this machine's clock is " + Math.abs(millis) + " ms " + (millis > 0 ? "behind" : "ahead of")
                + " the exchange's";
    }
}
