package dev.balancehistory.localexchange.venue;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;

/**
 * A published limit: so much weight within a window, or a counter that drains.
 *
 * @param scope whose requests are counted together
 * @param covers which endpoints count
 * @param ceiling the largest weight
 * @param window after this time a request no longer counts; for a counter the time in which one unit drains
 * @param drains whether it is a counter
 * @param fault the fault of a request above the ceiling
 * @param ban the ban of a client that goes on; null if the exchange has none
 */
record Limit(
        Scope scope, Predicate<Endpoint> covers, int ceiling, Duration window, boolean drains, String fault, Ban ban) {

    enum Scope {
        /** All requests, also those that fail a check. */
        IP,
        /** The requests of one key that passed the checks. */
        KEY
    }

    /**
     * The consequence of further requests.
     *
     * @param warnings how many rejected requests within one window the exchange lets pass
     */
    record Ban(String fault, Duration length, int warnings) {}

    /** How much of a limit is used, for the headers that report it. */
    record Use(Limit limit, int used, Instant now) {
        int left() {
            return Math.max(0, limit.ceiling() - used);
        }
    }

    static Limit within(Scope scope, int ceiling, Duration window, String fault) {
        return new Limit(scope, endpoint -> true, ceiling, window, false, fault, null);
    }

    static Limit counter(Scope scope, int ceiling, Duration drain, String fault) {
        return new Limit(scope, endpoint -> true, ceiling, drain, true, fault, null);
    }

    Limit covering(Predicate<Endpoint> endpoints) {
        return new Limit(scope, endpoints, ceiling, window, drains, fault, ban);
    }

    Limit banning(String banFault, Duration length, int warnings) {
        return new Limit(scope, covers, ceiling, window, drains, fault, new Ban(banFault, length, warnings));
    }
}
