package dev.balancehistory.exchange;

import dev.balancehistory.balance.RawResponse;
import dev.balancehistory.process.Deadline;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Printable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

/** The attempts of asking for one account: what came of each, and whether and when another one makes sense. */
final class Attempts {
    private static final Duration RATE_SECOND = Duration.ofMillis(1_100);
    private static final Duration RATE_MINUTE = Duration.ofSeconds(61);
    private static final int MAX_NEW_SIGNATURES = 2;

    private final BalanceSource source;
    private final Credentials credentials;
    private final HttpSettings settings;
    private final Deadline deadline;
    private final ResponseClock responseClock;
    private final BackOffExecution backOff;
    private final List<RawResponse> responses = new ArrayList<>();

    private int transients;
    private int newSignatures;
    private int rateWaits;
    private @Nullable ClockOffset clockOffset;
    private Outcome outcome = Outcome.UNREACHABLE;
    private @Nullable String problem;
    private boolean ended;

    Attempts(
            BalanceSource source,
            Credentials credentials,
            HttpSettings settings,
            Deadline deadline,
            ResponseClock responseClock) {
        this.source = source;
        this.credentials = credentials;
        this.settings = settings;
        this.deadline = deadline;
        this.responseClock = responseClock;
        ExponentialBackOff exponential = new ExponentialBackOff(250, 2);
        exponential.setMaxInterval(4_000);
        exponential.setJitter(200);
        this.backOff = exponential.start();
    }

    /** Asks once more; returns how long to wait before the next time, unless it {@link #ended}. */
    Duration next(InstantSource clock) {
        Duration timeout = min(settings.readTimeout(), deadline.left());
        Attempt attempt = source.fetch(credentials, now(clock), timeout);
        responses.add(timed(attempt));
        outcome = attempt.disposition().outcome();
        problem = attempt.response().reason();
        return switch (attempt.disposition()) {
            case TRANSIENT -> ++transients >= settings.maxAttempts() ? end() : pause(attempt.retryAfter());
            case RATE_LIMITED -> rateWaits++ == 0 ? RATE_SECOND : RATE_MINUTE;
            case NONCE_REJECTED -> ++newSignatures > MAX_NEW_SIGNATURES ? end() : Duration.ZERO;
            case CLOCK_REJECTED -> correctClock(clock);
            default -> end();
        };
    }

    private RawResponse timed(Attempt attempt) {
        return attempt.disposition() == Disposition.SUCCESS
                ? responseClock.timed(
                        source,
                        credentials.baseUrl(),
                        attempt,
                        clockOffset != null,
                        min(settings.readTimeout(), deadline.left()))
                : attempt.response();
    }

    boolean ended() {
        return ended;
    }

    FetchResult result() {
        Outcome how = !ended && deadline.stopped() ? Outcome.STOPPED : outcome;
        return new FetchResult(
                List.copyOf(responses),
                how,
                how == Outcome.DONE ? null : problem,
                how == Outcome.CONFIGURATION ? null : skew());
    }

    FetchResult outOfTime() {
        return notRequested(Outcome.UNREACHABLE, "the run's deadline (recorder.deadline) had passed");
    }

    FetchResult outOfRate() {
        return notRequested(
                Outcome.TEMPORARY_FAILURE,
                "the key's rate limit left no room before the run's deadline (recorder.deadline)");
    }

    /** The reason stands unless an attempt has brought another. */
    private FetchResult notRequested(Outcome how, String why) {
        if (responses.isEmpty()) {
            outcome = how;
            problem = "not asked: " + (deadline.stopped() ? "the run was told to stop" : why);
        }
        return result();
    }

    private Duration end() {
        ended = true;
        return Duration.ZERO;
    }

    private Duration pause(@Nullable Duration retryAfter) {
        Duration own = Duration.ofMillis(backOff.nextBackOff());
        return retryAfter == null || retryAfter.compareTo(own) < 0 ? own : retryAfter;
    }

    /** Measures the clock's offset, once: if the corrected time is refused too, there is no more to try. */
    private Duration correctClock(InstantSource clock) {
        if (clockOffset != null) {
            problem = problem + "; " + skew();
            return end();
        }
        try {
            Duration timeout = min(settings.readTimeout(), deadline.left());
            clockOffset = ClockOffset.measure(source, credentials.baseUrl(), timeout, clock);
            problem = problem + "; " + skew();
            return Duration.ZERO;
        } catch (IOException e) {
            outcome = Outcome.UNREACHABLE;
            String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            problem = problem + "; its own clock could not be read: " + Printable.text(why, 200);
            return end();
        }
    }

    private @Nullable String skew() {
        return clockOffset == null ? null : clockOffset.words() + ": synchronize it";
    }

    private Instant now(InstantSource clock) {
        Instant now = clock.instant();
        return clockOffset == null ? now : now.plus(clockOffset.offset());
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
