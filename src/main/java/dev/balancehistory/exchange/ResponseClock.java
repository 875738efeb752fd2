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
 * The response time of a response without its own: its arrival by this machine's clock, corrected by the offset to the
 * exchange's clock. The offset of each exchange is measured once in a run. Safe for many threads.
 */
public final class ResponseClock {
    private static final Logger log = LoggerFactory.getLogger(ResponseClock.class);

    /** The uncertainty of a clock with whole seconds, or of an exact one over a slow connection. */
    private static final Duration COARSE = Duration.ofMillis(500);

    private final InstantSource clock;
    private final Map<URI, Measurement> measurements = new ConcurrentHashMap<>();

    /** Creates the clock of a run. */
    public ResponseClock(InstantSource clock) {
        this.clock = clock;
    }

    private record Measured(Duration offset, TimeSource source) {
        private static final Measured OWN = new Measured(Duration.ZERO, TimeSource.OWN_CLOCK);
    }

    /**
     * Returns the response with its time.
     *
     * @param corrected whether the response's instants are by the exchange's clock already, not by this machine's
     * @param timeout the limit for the request of the exchange's time, if that is necessary
     */
    RawResponse timed(BalanceSource source, URI baseUrl, Attempt attempt, boolean corrected, Duration timeout) {
        RawResponse response = attempt.response();
        if (response.responseTime() != null || source.timeSource() == TimeSource.BODY) {
            return response;
        }
        Measured measured = corrected
                ? new Measured(Duration.ZERO, source.timeSource())
                : measurements
                        .computeIfAbsent(baseUrl, url -> new Measurement())
                        .measured(source, baseUrl, attempt, timeout);
        Instant time = response.receivedAt().plus(measured.offset()).truncatedTo(ChronoUnit.MILLIS);
        return response.at(time, measured.source());
    }

    /** The measurement of one exchange, which does not block the responses of another. */
    private final class Measurement {
        private @Nullable Measured measured;
        private boolean clockFailed;

        synchronized Measured measured(BalanceSource source, URI baseUrl, Attempt attempt, Duration timeout) {
            if (measured == null && source.timeSource() == TimeSource.EXCHANGE_CLOCK && !clockFailed) {
                measured = byClock(source, baseUrl, timeout);
                clockFailed = measured == null;
            }
            Instant date = attempt.date();
            if (measured == null && date != null) {
                measured = byDate(attempt.response(), date);
            }
            // A later response may have a date.
            return measured == null ? Measured.OWN : measured;
        }
    }

    private @Nullable Measured byClock(BalanceSource source, URI baseUrl, Duration timeout) {
        try {
            ClockOffset measured = ClockOffset.measure(source, baseUrl, timeout, clock);
            return new Measured(correction(measured), TimeSource.EXCHANGE_CLOCK);
        } catch (IOException e) {
            log.debug("The clock of {} can't be read", source.exchange(), e);
        } catch (RuntimeException e) {
            // The response can't be fetched again.
            log.error("The clock of {} can't be read because of a bug in this program", source.exchange(), e);
        }
        return null;
    }

    /** A coarse clock that agrees with this machine's does not correct it. */
    private static Duration correction(ClockOffset measured) {
        return measured.uncertainty().compareTo(COARSE) < 0 ? measured.offset() : measured.correction();
    }

    private static Measured byDate(RawResponse response, Instant date) {
        ClockOffset measured = ClockOffset.ofDate(date, response.requestedAt(), response.receivedAt());
        return new Measured(measured.correction(), TimeSource.HTTP_DATE);
    }
}
