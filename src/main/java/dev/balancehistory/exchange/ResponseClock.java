package dev.balancehistory.exchange;

import dev.balancehistory.balance.RawResponse;
import dev.balancehistory.balance.TimeSource;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives a response its time where it does not say so itself: the instant at which it had arrived, by this machine's clock
 * corrected by its offset to the exchange's. The offset is measured once for each exchange; one of these lasts for a run.
 * Safe for many threads.
 */
public final class ResponseClock {
    private static final Logger log = LoggerFactory.getLogger(ResponseClock.class);

    /** A {@code Date} header leaves out what is less than a second. */
    private static final Duration RESOLUTION = Duration.ofSeconds(1);

    private final InstantSource clock;
    private final Map<URI, Measured> offsets = new ConcurrentHashMap<>();

    public ResponseClock(InstantSource clock) {
        this.clock = clock;
    }

    private record Measured(Duration offset, TimeSource source) {
        private static final Measured CORRECTED = new Measured(Duration.ZERO, TimeSource.EXCHANGE_CLOCK);
    }

    /**
     * Returns the response with its time.
     *
     * @param baseUrl of the exchange
     * @param corrected whether the response's instants are by the exchange's clock already, not by this machine's
     * @param timeout for the request to its clock, if one has to be made
     */
    RawResponse timed(BalanceSource source, URI baseUrl, Attempt attempt, boolean corrected, Duration timeout) {
        RawResponse response = attempt.response();
        if (response.responseTime() != null || source.timeSource() == TimeSource.BODY) {
            return response;
        }
        Measured measured = corrected
                ? Measured.CORRECTED
                : offsets.computeIfAbsent(baseUrl, url -> measure(source, url, response, attempt.date(), timeout));
        Instant time = response.receivedAt().plus(measured.offset()).truncatedTo(ChronoUnit.MILLIS);
        return response.at(time, measured.source());
    }

    private Measured measure(
            BalanceSource source, URI baseUrl, RawResponse response, @Nullable Instant date, Duration timeout) {
        if (source.timeSource() == TimeSource.EXCHANGE_CLOCK) {
            try {
                Duration offset =
                        ClockOffset.measure(source, baseUrl, timeout, clock).offset();
                return new Measured(offset, TimeSource.EXCHANGE_CLOCK);
            } catch (IOException e) {
                log.debug("The clock of {} can't be read", source.exchange(), e);
            } catch (RuntimeException e) {
                // The response is there already and can't be had again.
                log.error("The clock of {} can't be read because of a bug in this program", source.exchange(), e);
            }
        }
        return date == null
                ? new Measured(Duration.ZERO, TimeSource.OWN_CLOCK)
                : new Measured(offset(response, date), TimeSource.HTTP_DATE);
    }

    /**
     * The exchange wrote the date at an instant of that second, while the request was under way. If this clock can have
     * shown that instant, it is taken to be right; otherwise the offset is in the middle of what it can be.
     */
    private static Duration offset(RawResponse response, Instant date) {
        Duration least = Duration.between(response.receivedAt(), date);
        Duration most = Duration.between(response.requestedAt(), date.plus(RESOLUTION));
        boolean right = least.compareTo(Duration.ZERO) <= 0 && most.compareTo(Duration.ZERO) >= 0;
        return right ? Duration.ZERO : least.plus(most).dividedBy(2);
    }
}
