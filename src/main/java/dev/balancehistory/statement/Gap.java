package dev.balancehistory.statement;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A gap of an account.
 *
 * @param after the last snapshot before it; null if the account has none
 * @param before the first snapshot after it; null while the gap lasts
 * @param start the instant from which snapshots are missing: {@code after}, or the time at which the account was added
 * @param end the instant up to which they are missing: {@code before}, or the end of the statement
 * @param missing the number of missing snapshots within the statement
 */
record Gap(
        String account,
        @Nullable Instant after,
        @Nullable Instant before,
        Instant start,
        Instant end,
        long missing,
        String cause) {

    /**
     * Counts the snapshots that were expected between two snapshots and within a range.
     *
     * @param between the number of snapshots that were expected between the two
     */
    static long missing(Instant after, Duration interval, long between, Instant from, Instant to) {
        long step = interval.toMillis();
        long before = Math.max(0, Math.floorDiv(from.toEpochMilli() - after.toEpochMilli() - 1, step));
        long until = Math.min(between, Math.floorDiv(to.toEpochMilli() - after.toEpochMilli() - 1, step));
        return Math.max(0, until - before);
    }

    Duration length() {
        return Duration.between(start, end);
    }
}
