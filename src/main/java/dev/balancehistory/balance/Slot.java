package dev.balancehistory.balance;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;

/**
 * The scheduled instant that a run stands for. An account is recorded for a slot once, however often the run is
 * repeated.
 *
 * @param instant the instant, to the millisecond
 */
public record Slot(Instant instant) {
    // 2020-01-01T00:00:00Z, in seconds; parsing it would load a formatter in every run.
    private static final Instant BEFORE_ANY_CRON_JOB = Instant.ofEpochSecond(1_577_836_800);

    /**
     * @throws IllegalArgumentException if the instant is finer than a millisecond
     */
    public Slot {
        if (!instant.equals(instant.truncatedTo(ChronoUnit.MILLIS))) {
            throw new IllegalArgumentException(instant + " is finer than a millisecond");
        }
    }

    /**
     * Reads an ISO-8601 instant, for example {@code 2026-01-01T00:00:00Z}.
     *
     * @throws IllegalArgumentException if it is malformed
     */
    public static Slot parse(String text) {
        try {
            return new Slot(Instant.parse(text));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("'" + text + "' is not an instant such as 2026-01-01T00:00:00Z", e);
        }
    }

    /**
     * Reads the slot of a run that starts now.
     *
     * @param now the current time
     * @throws IllegalArgumentException if it is malformed, or more than a day ahead
     */
    public static Slot ofRun(String text, Instant now) {
        Slot slot = parse(text);
        if (isFarAhead(slot.instant(), now)) {
            throw new IllegalArgumentException(
                    "'" + text + "' is more than a day ahead: the run of that instant would find it recorded already");
        }
        return slot;
    }

    private static boolean isFarAhead(Instant instant, Instant now) {
        return instant.isAfter(now.plus(Duration.ofDays(1)));
    }

    /**
     * Reads the name of a Job that a Kubernetes CronJob created. It ends in the minutes from 1970 to the scheduled
     * instant, and is the same in each pod and retry.
     *
     * @param now the current time, to distinguish a scheduled instant from another number
     * @throws IllegalArgumentException if the name does not end in an instant from 2020 to a day ahead
     */
    public static Slot ofJob(String name, Instant now) {
        int dash = name.lastIndexOf('-');
        String minutes = name.substring(dash + 1);
        // Ten digits suffice for every year and do not overflow.
        if (dash < 0 || !minutes.matches("[0-9]{1,10}")) {
            throw new IllegalArgumentException("'" + name
                    + "' does not end in the minutes since 1970, as the name of a CronJob's Job does: NAME-29712965");
        }
        Instant scheduled = Instant.EPOCH.plus(Duration.ofMinutes(Long.parseLong(minutes)));
        if (scheduled.isBefore(BEFORE_ANY_CRON_JOB) || isFarAhead(scheduled, now)) {
            throw new IllegalArgumentException("'" + name + "' ends in a number that would stand for " + scheduled
                    + ", which no CronJob can have scheduled by now");
        }
        return new Slot(scheduled);
    }

    @Override
    public String toString() {
        return instant.toString();
    }
}
