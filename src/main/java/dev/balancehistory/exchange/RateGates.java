package dev.balancehistory.exchange;

import dev.balancehistory.exchange.RateLimits.Scope;
import dev.balancehistory.process.Deadline;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The gates of all keys and hosts that a process sends requests with and to. Safe for many threads. */
final class RateGates {
    private final Map<String, RateGate> gates = new ConcurrentHashMap<>();

    /** Returns the gates that an account's requests go through. */
    Pair of(BalanceSource source, Credentials credentials) {
        RateLimits limits = source.rateLimits();
        URI url = credentials.baseUrl();
        String host = "ip " + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
        String key = "key " + source.exchange() + " " + credentials.apiKey();
        return new Pair(
                gates.computeIfAbsent(key, name -> new RateGate(limits.key())),
                gates.computeIfAbsent(host, name -> new RateGate(limits.ip())),
                limits.bans());
    }

    /**
     * The gates of one account.
     *
     * @param bans which of them a ban closes
     */
    record Pair(RateGate key, RateGate ip, Scope bans) {
        /**
         * Waits for a place in both, to be given back by {@link #leave}; returns the scope that has none, or null if
         * both have one.
         */
        @Nullable
        Scope pass(int weight, Deadline deadline) {
            if (!key.pass(weight, deadline)) {
                return Scope.KEY;
            }
            if (!ip.pass(weight, deadline)) {
                key.giveBack(weight);
                return Scope.IP;
            }
            return null;
        }

        /** Notes that a request which had passed has its response, or never will. */
        void leave(int weight, Deadline deadline) {
            key.leave(weight, deadline);
            ip.leave(weight, deadline);
        }

        /** Sends no request for that long in the scope whose limit the exchange enforces. */
        void hold(Duration duration, Deadline deadline) {
            (key.isLimited() ? key : ip).hold(duration, deadline);
        }

        /** Returns the ban that is in force; null if there is none. */
        @Nullable
        Ban ban(Deadline deadline) {
            Ban ofIp = ip.ban(deadline);
            return ofIp == null ? key.ban(deadline) : ofIp;
        }

        /**
         * Sends no further request in the scope that the exchange has banned.
         *
         * @param lasts for how long; null if the exchange does not say so, which means to the end of this run
         * @param now by this machine's clock
         */
        Ban close(@Nullable Duration lasts, Instant now, Deadline deadline) {
            Duration length = lasts == null ? deadline.left() : lasts;
            Ban ban = new Ban(bans, deadline.ticks() + length.toNanos(), lasts == null ? null : now.plus(lasts));
            (bans == Scope.IP ? ip : key).close(ban);
            return ban;
        }
    }
}
