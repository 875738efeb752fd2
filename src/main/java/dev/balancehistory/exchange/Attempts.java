package dev.balancehistory.exchange;

import dev.balancehistory.balance.RawResponse;
import dev.balancehistory.balance.TimeSource;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.backoff.BackOffExecution;
import org.springframework.util.backoff.ExponentialBackOff;

/** The attempts of one account's fetch: the outcome of each, and whether and when another one makes sense. */
final class Attempts {
    private static final Logger log = LoggerFactory.getLogger(Attempts.class);
    private static final Duration RATE_SECOND = Duration.ofMillis(1_100);
    private static final Duration RATE_MINUTE = Duration.ofSeconds(61);

    private final BalanceSource source;
    private final Credentials credentials;
    private final HttpSettings settings;
    private final Deadline deadline;
    private final ResponseClock responseClock;
    private final AccountFetch fetch;
    private final BackOffExecution backOff;
    private final List<RawResponse> responses = new ArrayList<>();

    private int transients;
    private int newSignatures;
    private int rateWaits;
    private @Nullable ClockOffset clockOffset;
    private Outcome outcome = Outcome.UNREACHABLE;
    private @Nullable String problem;
    private boolean ended;
    private @Nullable Attempt last;

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
        this.fetch = source.prepare(credentials);
        ExponentialBackOff exponential = new ExponentialBackOff(250, 2);
        exponential.setMaxInterval(4_000);
        exponential.setJitter(200);
        this.backOff = exponential.start();
    }

    /** Returns what the next request weighs. */
    int weight() {
        return fetch.weight();
    }

    /** Sends one request; returns how long to wait before the next one, unless it {@link #ended}. */
    Duration next(InstantSource clock, Nonces.Turn turn) {
        Instant now = now(clock);
        Moment moment = Moment.of(now, turn.next(now, newSignatures > 0));
        Attempt attempt = fetch.send(moment, min(settings.readTimeout(), deadline.left()));
        last = attempt;
        if (attempt.disposition() == Disposition.SUCCESS && !fetch.complete()) {
            transients = 0;
            newSignatures = 0;
            rateWaits = 0;
            outcome = Outcome.UNREACHABLE;
            problem = "the run's deadline (recorder.deadline) had passed before all wallets and pages were fetched";
            return Duration.ZERO;
        }
        responses.add(timed(attempt));
        outcome = attempt.disposition().outcome();
        problem = attempt.response().reason();
        return switch (attempt.disposition()) {
            case TRANSIENT -> ++transients >= settings.maxAttempts() ? end() : pause(attempt.retryAfter());
            case RATE_LIMITED -> rateLimited(attempt.retryAfter());
            case NONCE_REJECTED -> nonceRejected(clock);
            case CLOCK_REJECTED -> correctClock(attempt, clock);
            default -> end();
        };
    }

    /** Returns the last attempt if the exchange answered it with a ban, else null. */
    @Nullable
    Attempt banned() {
        return last != null && last.disposition() == Disposition.BANNED ? last : null;
    }

    /** Returns whether the exchange rejected the last request for the rate. */
    boolean isRateLimited() {
        return last != null && last.disposition() == Disposition.RATE_LIMITED;
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

    FetchResult outOfRate(RateLimits.Scope full) {
        return notRequested(
                Outcome.TEMPORARY_FAILURE,
                (full == RateLimits.Scope.KEY ? "the key's" : "this IP address's")
                        + " rate limit left no room before the run's deadline (recorder.deadline)");
    }

    FetchResult outOfTurn() {
        return notRequested(
                Outcome.TEMPORARY_FAILURE,
                "another program held the key's nonces until the run's deadline (recorder.deadline)");
    }

    /** Ends the account because of a ban, which its own last request or another account's may have brought. */
    FetchResult stoppedBy(Ban ban) {
        if (banned() != null) {
            problem = problem + "; " + ban.words();
            return result();
        }
        if (!responses.isEmpty()) {
            outcome = Outcome.TEMPORARY_FAILURE;
            problem = problem + "; " + ban.words();
        }
        return notRequested(Outcome.TEMPORARY_FAILURE, ban.words());
    }

    /** The reason stands unless an attempt has brought another. A part that succeeded is not a snapshot. */
    private FetchResult notRequested(Outcome how, String why) {
        if (responses.isEmpty()) {
            outcome = how;
            problem = (last == null ? "not asked: " : "not all wallets or pages requested: ")
                    + (deadline.stopped() ? "the run was told to stop" : why);
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

    private Duration rateLimited(@Nullable Duration retryAfter) {
        Duration own = rateWaits++ == 0 ? RATE_SECOND : RATE_MINUTE;
        return retryAfter == null || retryAfter.isZero() ? own : retryAfter;
    }

    private Duration nonceRejected(InstantSource clock) {
        NoncePolicy policy = source.noncePolicy();
        if (++newSignatures <= policy.newSignatures()) {
            if (policy.rising()) {
                advanceClock(clock);
            }
            return Duration.ZERO;
        }
        outcome = policy.outcome();
        problem = problem + policy.advice();
        return end();
    }

    /** Nonces are times. A clock that was set back repeats them until it is corrected. */
    private void advanceClock(InstantSource clock) {
        if (clockOffset != null) {
            return;
        }
        try {
            ClockOffset measured = ClockOffset.measure(
                    source, credentials.baseUrl(), min(settings.readTimeout(), deadline.left()), clock);
            if (measured.offset().compareTo(Duration.ZERO) > 0) {
                clockOffset = measured;
            }
        } catch (IOException e) {
            log.debug("The clock of {} can't be read; the nonce is raised without it", source.exchange(), e);
        }
    }

    /** Measures the clock's offset, once: if the corrected time is rejected too, there is no more to try. */
    private Duration correctClock(Attempt attempt, InstantSource clock) {
        if (clockOffset != null) {
            problem = problem + "; " + skew();
            return end();
        }
        try {
            clockOffset = offset(attempt, clock);
            problem = problem + "; " + skew();
            return Duration.ZERO;
        } catch (IOException e) {
            outcome = Outcome.UNREACHABLE;
            String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            problem = problem + "; its own clock could not be read: " + Printable.text(why, 200);
            return end();
        }
    }

    /** The rejected request's own {@code Date} is as good as another one's. */
    private ClockOffset offset(Attempt attempt, InstantSource clock) throws IOException {
        Instant date = attempt.date();
        if (source.timeSource() == TimeSource.HTTP_DATE && date != null) {
            return ClockOffset.ofDate(
                    date, attempt.response().requestedAt(), attempt.response().receivedAt());
        }
        return ClockOffset.measure(source, credentials.baseUrl(), min(settings.readTimeout(), deadline.left()), clock);
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
