package dev.balancehistory.importing;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The snapshots of an exported history that may lack a line, with the reasons. The lines are noted in order. */
final class IncompleteSnapshots {
    private final Map<SnapshotKey, String> reasons = new HashMap<>();
    private @Nullable SnapshotKey last;
    private long lost;

    /** Notes a line of this snapshot. */
    void line(SnapshotKey key) {
        if (lost > 0) {
            lacks(key, lost);
            lost = 0;
        }
        last = key;
    }

    /** Notes a rejected line of a snapshot, which is null if that may be the one before it or the one after it. */
    void rejected(@Nullable SnapshotKey key, long line) {
        lacks(key == null ? last : key, line);
        if (key == null) {
            lost = line;
        } else {
            line(key);
        }
    }

    /** Notes that the file ends too early. */
    void truncated() {
        if (last != null) {
            reasons.put(last, "the file is truncated in or after it");
        }
    }

    /** Returns the reason why the snapshot is incomplete; null if it is complete. */
    @Nullable
    String reason(SnapshotKey key) {
        return reasons.get(key);
    }

    private void lacks(@Nullable SnapshotKey key, long line) {
        if (key != null) {
            reasons.putIfAbsent(key, "line " + line + ", which may be part of it, is rejected");
        }
    }
}
