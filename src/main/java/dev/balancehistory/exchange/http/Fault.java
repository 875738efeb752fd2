package dev.balancehistory.exchange.http;

import dev.balancehistory.exchange.Disposition;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The meaning of a failure that the exchange reports.
 *
 * @param disposition the next step that it calls for
 * @param advice the remedy for the operator, as the end of a sentence; empty if there is nothing to add
 * @param lasts how long a ban or an exceeded limit lasts, by the documents; null if they do not say
 * @param timeInText whether the code or the message ends in the unix time until which it lasts
 * @param clockTolerance the clock is the reason if the request's time is further than this from the {@code Date} of the
 *     response; null if the exchange has a fault of its own for that
 */
public record Fault(
        Disposition disposition,
        String advice,
        @Nullable Duration lasts,
        boolean timeInText,
        @Nullable Duration clockTolerance) {
    /** A failure that says nothing about the clock. */
    public Fault(Disposition disposition, String advice, @Nullable Duration lasts, boolean timeInText) {
        this(disposition, advice, lasts, timeInText, null);
    }

    /** Returns a failure without more to say about it. */
    public static Fault of(Disposition disposition, String advice) {
        return new Fault(disposition, advice, null, false);
    }
}
