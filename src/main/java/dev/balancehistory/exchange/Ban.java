package dev.balancehistory.exchange;

import dev.balancehistory.exchange.RateLimits.Scope;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A ban: the exchange rejects all requests of a scope.
 *
 * @param scope the key or the IP address
 * @param ticks the end of the ban by the deadline's clock; the end of the run if the ban's end is unknown
 * @param until the end of the ban by this machine's clock; null if it is unknown
 */
record Ban(Scope scope, long ticks, @Nullable Instant until) {
    /** Returns a description for people, as a clause. */
    String description() {
        return "the exchange has banned " + (scope == Scope.IP ? "this IP address" : "the key") + " "
                + (until == null ? "for an unknown time" : "until " + until.truncatedTo(ChronoUnit.SECONDS));
    }
}
