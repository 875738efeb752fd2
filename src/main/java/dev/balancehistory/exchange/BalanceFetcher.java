package dev.balancehistory.exchange;

import dev.balancehistory.process.Deadline;
import java.time.Duration;
import java.time.InstantSource;

/** Fetches the balances of accounts, and repeats a failed request as long as another attempt can succeed. Safe for many
 * threads. */
public final class BalanceFetcher {
    private final HttpSettings settings;
    private final InstantSource clock;
    private final RateLimiters limiters = new RateLimiters();
    private final Nonces nonces;

    /** Creates a fetcher for keys that no other process uses. */
    public BalanceFetcher(HttpSettings settings, InstantSource clock) {
        this(settings, clock, NonceLock.NONE);
    }

    /**
     * Creates a fetcher for keys that several processes use.
     *
     * @param settings the limits of each request
     * @param clock this machine's clock
     * @param nonceLock the lock across processes of a key whose nonces have to rise
     */
    public BalanceFetcher(HttpSettings settings, InstantSource clock, NonceLock nonceLock) {
        this.settings = settings;
        this.clock = clock;
        this.nonces = new Nonces(nonceLock);
    }

    /**
     * Fetches within the deadline. Every attempt counts against the exchange's limits and is signed anew.
     *
     * @param source the adapter of the exchange
     * @param credentials the address, key and wallets of the account
     * @param deadline the time limit of the run
     * @param responseClock the source of the response times of this run
     * @return all responses, and the outcome
     */
    public FetchResult fetch(
            BalanceSource source, Credentials credentials, Deadline deadline, ResponseClock responseClock) {
        RateLimiters.Pair limiter = limiters.of(source, credentials);
        Attempts attempts = new Attempts(source, credentials, settings, deadline, responseClock, clock);
        while (true) {
            if (deadline.over()) {
                return attempts.afterDeadline();
            }
            int weight = attempts.weight();
            RateLimits.Scope full = limiter.acquire(weight, deadline);
            if (full != null) {
                Ban ban = limiter.activeBan(deadline);
                return ban == null ? attempts.withoutCapacity(full) : attempts.duringBan(ban);
            }
            Duration wait;
            try (Nonces.Turn turn = nonces.turn(source, credentials, deadline)) {
                if (turn == null) {
                    return attempts.withoutLock();
                }
                wait = attempts.next(turn);
            } finally {
                limiter.release(weight, deadline);
            }
            Attempt banned = attempts.banned();
            if (banned != null) {
                return attempts.duringBan(limiter.ban(banned.retryAfter(), clock.instant(), deadline));
            }
            if (attempts.isRateLimited()) {
                limiter.suspend(wait, deadline);
            }
            if (attempts.ended() || !deadline.pause(wait)) {
                return attempts.result();
            }
        }
    }
}
