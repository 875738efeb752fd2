package dev.balancehistory.exchange.http;

import dev.balancehistory.exchange.Disposition;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The meaning of a failure that the exchange reports.
 *
 * @param disposition the next step
 * @param advice the remedy for the operator, as the end of a sentence; empty without one
 * @param lasts the documented duration of a ban or an exceeded limit; null if it is not documented
 * @param timeInText whether the code ends in the Unix time at which the limit ends
 * @param clockTolerance the difference to the response's {@code Date} above which the clock is the reason; null if the
 *     exchange reports a wrong clock separately
 */
public record Fault(
        Disposition disposition,
        String advice,
        @Nullable Duration lasts,
        boolean timeInText,
        @Nullable Duration clockTolerance) {
    /** Creates a failure that is not about the clock. */
    public Fault(Disposition disposition, String advice, @Nullable Duration lasts, boolean timeInText) {
        this(disposition, advice, lasts, timeInText, null);
    }

    /** Returns a failure without duration. */
    public static Fault of(Disposition disposition, String advice) {
        return new Fault(disposition, advice, null, false);
    }
}
