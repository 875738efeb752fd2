package dev.balancehistory.exchange;

import dev.balancehistory.exchange.RateLimits.Scope;
import dev.balancehistory.process.Deadline;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The rate limiters of all keys and hosts that a process uses. Safe for many threads. */
final class RateLimiters {
    private final Map<String, RateLimiter> limiters = new ConcurrentHashMap<>();

    /** Returns the rate limiters of an account's requests. */
    Pair of(BalanceSource source, Credentials credentials) {
        RateLimits limits = source.rateLimits();
        URI url = credentials.baseUrl();
        String host = "ip " + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
        String key = "key " + source.exchange() + " " + credentials.apiKey();
        return new Pair(
                limiters.computeIfAbsent(key, name -> new RateLimiter(limits.key())),
                limiters.computeIfAbsent(host, name -> new RateLimiter(limits.ip())),
                limits.bans());
    }

    /**
     * The rate limiters of one account.
     *
     * @param key the limiter of the key
     * @param ip the limiter of all requests to the host
     * @param bans the scope of a ban
     */
    record Pair(RateLimiter key, RateLimiter ip, Scope bans) {
        /**
         * Waits until both allow the request, which ends with {@link #release}.
         *
         * @return the scope that does not allow the request before the deadline; null if both allow it
         */
        @Nullable
        Scope acquire(int weight, Deadline deadline) {
            if (!key.acquire(weight, deadline)) {
                return Scope.KEY;
            }
            if (!ip.acquire(weight, deadline)) {
                key.cancel(weight);
                return Scope.IP;
            }
            return null;
        }

        /** Ends a request, with or without a response. */
        void release(int weight, Deadline deadline) {
            key.release(weight, deadline);
            ip.release(weight, deadline);
        }

        /** Allows no request for this duration in the scope that the exchange limits. */
        void suspend(Duration duration, Deadline deadline) {
            (key.isLimited() ? key : ip).suspend(duration, deadline);
        }

        /** Returns the active ban; null without one. */
        @Nullable
        Ban activeBan(Deadline deadline) {
            Ban ofIp = ip.activeBan(deadline);
            return ofIp == null ? key.activeBan(deadline) : ofIp;
        }

        /**
         * Allows no further request in the scope that the exchange has banned.
         *
         * @param lasts the duration of the ban; null if the exchange does not state it, which means to the end of this
         *     run
         * @param now the time by this machine's clock
         * @return the ban
         */
        Ban ban(@Nullable Duration lasts, Instant now, Deadline deadline) {
            Duration length = lasts == null ? deadline.left() : lasts;
            Ban ban = new Ban(bans, deadline.ticks() + length.toNanos(), lasts == null ? null : now.plus(lasts));
            (bans == Scope.IP ? ip : key).ban(ban);
            return ban;
        }
    }
}
