package dev.balancehistory.balance;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;

/**
 * The scheduled instant that a run stands for: an account is recorded for it once, however often the run is repeated.
 *
 * @param instant the instant, to the millisecond
 */
public record Slot(Instant instant) {
    /**
     * @throws IllegalArgumentException if the instant is finer than a millisecond, which would not come back the same
     */
    public Slot {
        if (!instant.equals(instant.truncatedTo(ChronoUnit.MILLIS))) {
            throw new IllegalArgumentException(instant + " is finer than a millisecond");
        }
    }

    /**
     * Reads an ISO-8601 instant, for example {@code 2026-01-01T00:00:00Z}.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Slot parse(String text) {
        try {
            return new Slot(Instant.parse(text));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("'" + text + "' is not an instant such as 2026-01-01T00:00:00Z", e);
        }
    }

    @Override
    public String toString() {
        return instant.toString();
    }
}
