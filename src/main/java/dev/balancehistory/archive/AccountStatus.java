package dev.balancehistory.archive;

import dev.balancehistory.balance.Snapshot;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The current state of an account.
 *
 * @param lastSnapshotAt the time of its newest snapshot; null if it has no snapshot
 * @param age the time since then
 * @param expectedInterval the configured interval of snapshots, else the one derived from the history; null if
 *     unknown
 * @param guessed whether the interval is derived from the history
 * @param missing the number of snapshots that were expected since then and do not wait in the spool; null if the
 *     interval is unknown
 * @param waiting the number of its responses in the spool
 * @param lastRunAt the start of its last run; null if no run is recorded
 * @param lastRun the status of that run
 * @param problem the reason why the newest request since the last snapshot gave no snapshot; null without such a
 *     request
 * @param counts false if it is not configured and others are: its snapshots are no longer expected
 * @param stale whether it counts, and its newest snapshot is older than allowed, or too far in the future
 */
public record AccountStatus(
        String account,
        @Nullable Instant lastSnapshotAt,
        @Nullable Duration age,
        @Nullable Duration expectedInterval,
        boolean guessed,
        @Nullable Long missing,
        long waiting,
        @Nullable Instant lastRunAt,
        @Nullable String lastRun,
        @Nullable String problem,
        boolean counts,
        boolean stale) {
    /** Returns whether the newest snapshot is further in the future than clocks may differ. */
    public boolean isAhead() {
        return age != null && age.negated().compareTo(Snapshot.TOLERABLE_DIFFERENCE) > 0;
    }
}
