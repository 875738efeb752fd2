package dev.balancehistory.exchange;

import dev.balancehistory.balance.TimeSource;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The clock that one account's requests are signed by: this machine's, corrected once the exchange rejects its time. */
final class SigningClock {
    private static final Logger log = LoggerFactory.getLogger(SigningClock.class);

    private final BalanceSource source;
    private final URI baseUrl;
    private final InstantSource clock;
    private @Nullable ClockOffset offset;

    SigningClock(BalanceSource source, URI baseUrl, InstantSource clock) {
        this.source = source;
        this.baseUrl = baseUrl;
        this.clock = clock;
    }

    /** Returns the time to sign a request with. */
    Instant now() {
        Instant now = clock.instant();
        return offset == null ? now : now.plus(offset.offset());
    }

    /** Returns whether the offset has been measured. */
    boolean isCorrected() {
        return offset != null;
    }

    /**
     * Measures the offset to the exchange's clock.
     *
     * @param rejected the attempt whose time the exchange rejected; its {@code Date} is as good as another one's
     * @throws IOException if no response with a time was received
     */
    void correct(Attempt rejected, Duration timeout) throws IOException {
        Instant date = rejected.date();
        offset = source.timeSource() == TimeSource.HTTP_DATE && date != null
                ? ClockOffset.ofDate(
                        date,
                        rejected.response().requestedAt(),
                        rejected.response().receivedAt())
                : ClockOffset.measure(source, baseUrl, timeout, clock);
    }

    /**
     * Measures the offset once, and applies it if this machine's clock is behind. Nonces are times: a clock that was set back
     * repeats them until it is corrected.
     */
    void advance(Duration timeout) {
        if (offset != null) {
            return;
        }
        try {
            ClockOffset measured = ClockOffset.measure(source, baseUrl, timeout, clock);
            if (measured.offset().compareTo(Duration.ZERO) > 0) {
                offset = measured;
            }
        } catch (IOException e) {
            log.debug("The clock of {} can't be read; the nonce is raised without it", source.exchange(), e);
        }
    }

    /** Returns the offset as a warning; null if the exchange accepts this machine's time. */
    @Nullable
    String warning() {
        return offset == null ? null : offset.description() + ": synchronize it";
    }
}
