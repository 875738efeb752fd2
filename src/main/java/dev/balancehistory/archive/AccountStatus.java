package dev.balancehistory.archive;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How an account stands now.
 *
 * @param lastSnapshotAt null if it has none
 * @param age how old that is
 * @param expectedInterval how often a snapshot is expected, as configured or as the history shows; null if neither tells
 * @param missing how many snapshots were to be expected since; null if no interval is known
 * @param lastRunAt when its last run started; null if none is recorded
 * @param lastRun how that ended, or stands
 * @param problem why the newest question since the last snapshot gave none; null if there was no such
 * @param counts false if it is not configured, where others are: nobody expects snapshots of it any more
 * @param stale whether it counts, and its newest snapshot is older than allowed
 */
public record AccountStatus(
        String account,
        @Nullable Instant lastSnapshotAt,
        @Nullable Duration age,
        @Nullable Duration expectedInterval,
        @Nullable Long missing,
        @Nullable Instant lastRunAt,
        @Nullable String lastRun,
        @Nullable String problem,
        boolean counts,
        boolean stale) {}
