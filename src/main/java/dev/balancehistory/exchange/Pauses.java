package dev.balancehistory.exchange;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

/** The pauses between the attempts of one fetch. They differ between accounts. For one thread. */
final class Pauses {
    private static final Duration RATE_SECOND = Duration.ofMillis(1_100);
    private static final Duration RATE_MINUTE = Duration.ofSeconds(61);

    private final BackOffExecution backOff;
    private int rateWaits;

    Pauses() {
        ExponentialBackOff exponential = new ExponentialBackOff(250, 2);
        exponential.setMaxInterval(4_000);
        exponential.setJitter(200);
        this.backOff = exponential.start();
    }

    /** Returns the pause after a temporary failure: a growing one, or the stated one if that is longer. */
    Duration afterFailure(@Nullable Duration stated) {
        Duration own = Duration.ofMillis(backOff.nextBackOff());
        return stated == null || stated.compareTo(own) < 0 ? own : stated;
    }

    /** Returns the pause after an exceeded rate limit: the stated one, else a second and then a minute. */
    Duration afterRateLimit(@Nullable Duration stated) {
        Duration own = rateWaits++ == 0 ? RATE_SECOND : RATE_MINUTE;
        return stated == null || stated.isZero() ? own : stated;
    }

    /** Forgets the exceeded rate limits, after a success. */
    void succeeded() {
        rateWaits = 0;
    }
}
