package dev.balancehistory.exchange;

import dev.balancehistory.process.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Fetches an account's balances until there is a response, or no sense in another request. Safe for many threads. */
public final class BalanceFetcher {
    private final HttpSettings settings;
    private final InstantSource clock;
    private final RateGates gates = new RateGates();
    private final Nonces nonces;

    /** For keys that no other process uses. */
    public BalanceFetcher(HttpSettings settings, InstantSource clock) {
        this(settings, clock, NonceLock.NONE);
    }

    /**
     * @param nonceLock keeps other processes away from a key whose nonces have to rise
     */
    public BalanceFetcher(HttpSettings settings, InstantSource clock, NonceLock nonceLock) {
        this.settings = settings;
        this.clock = clock;
        this.nonces = new Nonces(nonceLock);
    }

    /**
     * Fetches within the deadline. Every attempt counts against the exchange's limits and is signed anew.
     *
     * @param responseClock gives the responses of this run their times
     */
    public FetchResult fetch(
            BalanceSource source, Credentials credentials, Deadline deadline, ResponseClock responseClock) {
        RateGates.Pair gate = gates.of(source, credentials);
        Attempts attempts = new Attempts(source, credentials, settings, deadline, responseClock);
        while (true) {
            if (deadline.over()) {
                return attempts.outOfTime();
            }
            int weight = attempts.weight();
            RateLimits.Scope full = gate.pass(weight, deadline);
            if (full != null) {
                Ban ban = gate.ban(deadline);
                return ban == null ? attempts.outOfRate(full) : attempts.stoppedBy(ban);
            }
            Duration wait;
            try (Nonces.Turn turn = nonces.turn(source, credentials, deadline)) {
                if (turn == null) {
                    return attempts.outOfTurn();
                }
                wait = attempts.next(clock, turn);
            } finally {
                gate.leave(weight, deadline);
            }
            Attempt banned = attempts.banned();
            if (banned != null) {
                return attempts.stoppedBy(gate.close(banned.retryAfter(), clock.instant(), deadline));
            }
            if (attempts.isRateLimited()) {
                gate.hold(wait, deadline);
            }
            if (attempts.ended() || !deadline.pause(wait)) {
                return attempts.result();
            }
        }
    }

    /**
     * Sends each request of a snapshot once, outside of all limits, and returns the last attempt: the first one that
     * failed, or the one with the whole response.
     *
     * @param now the time by this machine's clock
     * @param offset of the exchange's clock
     * @param timeout for each response
     */
    public static Attempt once(
            BalanceSource source, Credentials credentials, Instant now, Duration offset, Duration timeout) {
        AccountFetch fetch = source.prepare(credentials);
        long start = System.nanoTime();
        Attempt attempt;
        do {
            attempt = fetch.send(Moment.beside(now.plusNanos(System.nanoTime() - start), offset), timeout);
        } while (attempt.disposition() == Disposition.SUCCESS && !fetch.complete());
        return attempt;
    }
}
