package dev.balancehistory.exchange;

import dev.balancehistory.exchange.RateLimits.Scope;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The exchange has stopped serving a scope.
 *
 * @param scope the key or the IP address
 * @param ticks when requests may be sent again, by the deadline's clock; the run's end if that is not known
 * @param until the same by this machine's clock; null if it is not known
 */
record Ban(Scope scope, long ticks, @Nullable Instant until) {
    /** Returns it in words. */
    String words() {
        return "the exchange has banned " + (scope == Scope.IP ? "this IP address" : "the key") + " "
                + (until == null ? "for an unknown time" : "until " + until.truncatedTo(ChronoUnit.SECONDS));
    }
}
