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

/** The attempts of one account's fetch: the outcome of each, and whether and when the next one follows. */
final class Attempts {
    private final BalanceSource source;
    private final Credentials credentials;
    private final HttpSettings settings;
    private final Deadline deadline;
    private final ResponseClock responseClock;
    private final SigningClock signingClock;
    private final AccountFetch fetch;
    private final Pauses pauses = new Pauses();
    private final List<RawResponse> responses = new ArrayList<>();

    private int transients;
    private int newSignatures;
    private Outcome outcome = Outcome.UNREACHABLE;
    private @Nullable String problem;
    private boolean ended;
    private @Nullable Attempt last;

    Attempts(
            BalanceSource source,
            Credentials credentials,
            HttpSettings settings,
            Deadline deadline,
            ResponseClock responseClock,
            InstantSource clock) {
        this.source = source;
        this.credentials = credentials;
        this.settings = settings;
        this.deadline = deadline;
        this.responseClock = responseClock;
        this.signingClock = new SigningClock(source, credentials.baseUrl(), clock);
        this.fetch = source.prepare(credentials);
    }

    /** Returns the weight of the next request. */
    int weight() {
        return fetch.weight();
    }

    /** Sends one request; returns the pause before the next one, unless the fetch has {@link #ended}. */
    Duration next(Nonces.Turn turn) {
        Instant now = signingClock.now();
        Moment moment = Moment.of(now, turn.next(now, newSignatures > 0));
        Attempt attempt = fetch.send(moment, timeout());
        last = attempt;
        if (attempt.disposition() == Disposition.SUCCESS && !fetch.complete()) {
            transients = 0;
            newSignatures = 0;
            pauses.succeeded();
            outcome = Outcome.UNREACHABLE;
            problem = "the run's deadline (recorder.deadline) had passed before all wallets and pages were fetched";
            return Duration.ZERO;
        }
        responses.add(timed(attempt));
        outcome = attempt.disposition().outcome();
        problem = attempt.response().reason();
        return switch (attempt.disposition()) {
            case TRANSIENT ->
                ++transients >= settings.maxAttempts() ? end() : pauses.afterFailure(attempt.retryAfter());
            case RATE_LIMITED -> pauses.afterRateLimit(attempt.retryAfter());
            case NONCE_REJECTED -> nonceRejected();
            case CLOCK_REJECTED -> correctClock(attempt);
            default -> end();
        };
    }

    /** Returns the last attempt if the exchange banned the key or the IP address, else null. */
    @Nullable
    Attempt banned() {
        return last != null && last.disposition() == Disposition.BANNED ? last : null;
    }

    /** Returns whether the last request exceeded a rate limit of the exchange. */
    boolean isRateLimited() {
        return last != null && last.disposition() == Disposition.RATE_LIMITED;
    }

    private RawResponse timed(Attempt attempt) {
        return attempt.disposition() == Disposition.SUCCESS
                ? responseClock.timed(source, credentials.baseUrl(), attempt, signingClock.isCorrected(), timeout())
                : attempt.response();
    }

    /** Returns whether no further attempt follows. */
    boolean ended() {
        return ended;
    }

    /** Returns the result of all attempts. */
    FetchResult result() {
        Outcome how = !ended && deadline.stopped() ? Outcome.STOPPED : outcome;
        return new FetchResult(
                List.copyOf(responses),
                how,
                how == Outcome.DONE ? null : problem,
                how == Outcome.CONFIGURATION ? null : signingClock.warning());
    }

    /** Ends the fetch because the deadline has passed. */
    FetchResult afterDeadline() {
        return withoutRequest(Outcome.UNREACHABLE, "the run's deadline (recorder.deadline) had passed");
    }

    /** Ends the fetch because the rate limit of this scope allows no request before the deadline. */
    FetchResult withoutCapacity(RateLimits.Scope full) {
        return withoutRequest(
                Outcome.TEMPORARY_FAILURE,
                (full == RateLimits.Scope.KEY ? "the key's" : "this IP address's")
                        + " rate limit allowed no request before the run's deadline (recorder.deadline)");
    }

    /** Ends the fetch because another process or account held the key's lock until the deadline. */
    FetchResult withoutLock() {
        return withoutRequest(
                Outcome.TEMPORARY_FAILURE,
                "the lock of the key was not available before the run's deadline (recorder.deadline)");
    }

    /** Ends the fetch because of a ban, which its own last request or another account's may have caused. */
    FetchResult duringBan(Ban ban) {
        if (banned() != null) {
            problem = problem + "; " + ban.description();
            return result();
        }
        if (!responses.isEmpty()) {
            outcome = Outcome.TEMPORARY_FAILURE;
            problem = problem + "; " + ban.description();
        }
        return withoutRequest(Outcome.TEMPORARY_FAILURE, ban.description());
    }

    /** Ends the fetch with this outcome and reason, unless an attempt has failed with its own. */
    private FetchResult withoutRequest(Outcome how, String why) {
        if (responses.isEmpty()) {
            outcome = how;
            problem = (last == null ? "no request sent: " : "not all wallets or pages requested: ")
                    + (deadline.stopped() ? "the run was stopped" : why);
        }
        return result();
    }

    private Duration end() {
        ended = true;
        return Duration.ZERO;
    }

    private Duration nonceRejected() {
        NoncePolicy policy = source.noncePolicy();
        if (++newSignatures <= policy.newSignatures()) {
            if (policy.rising()) {
                signingClock.advance(timeout());
            }
            return Duration.ZERO;
        }
        outcome = policy.outcome();
        problem = problem + policy.advice();
        return end();
    }

    /** Measures the clock's offset once: if the corrected time is rejected too, no further attempt follows. */
    private Duration correctClock(Attempt attempt) {
        if (signingClock.isCorrected()) {
            problem = problem + "; " + signingClock.warning();
            return end();
        }
        try {
            signingClock.correct(attempt, timeout());
            problem = problem + "; " + signingClock.warning();
            return Duration.ZERO;
        } catch (IOException e) {
            outcome = Outcome.UNREACHABLE;
            problem = problem + "; the exchange's clock could not be read: " + Printable.message(e, 200);
            return end();
        }
    }

    /** Returns the limit for the next response. */
    private Duration timeout() {
        Duration left = deadline.left();
        return settings.readTimeout().compareTo(left) < 0 ? settings.readTimeout() : left;
    }
}
