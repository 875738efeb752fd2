package dev.balancehistory.importing;

import org.jspecify.annotations.Nullable;

/**
 * Finds the snapshots of an exported history that may lack a line, and marks them among its sorted lines. The lines are
 * noted in order.
 */
final class IncompleteSnapshots {
    /** The number of the line that a truncated file lacks. */
    private static final long TRUNCATED = 0;

    private final Marks marks;
    private @Nullable SnapshotKey last;
    private long lost;

    /** Receives the marks. */
    @FunctionalInterface
    interface Marks {
        /** Marks a snapshot that may lack the line of this number. */
        void lacks(SnapshotKey key, long line);
    }

    IncompleteSnapshots(Marks marks) {
        this.marks = marks;
    }

    /** Notes a line of this snapshot. */
    void line(SnapshotKey key) {
        if (lost > 0) {
            marks.lacks(key, lost);
            lost = 0;
        }
        last = key;
    }

    /** Notes a rejected line of a snapshot, which is null if that may be the one before it or the one after it. */
    void rejected(@Nullable SnapshotKey key, long line) {
        SnapshotKey incomplete = key == null ? last : key;
        if (incomplete != null) {
            marks.lacks(incomplete, line);
        }
        if (key == null) {
            lost = line;
        } else {
            line(key);
        }
    }

    /** Notes that the file ends too early. */
    void truncated() {
        if (last != null) {
            marks.lacks(last, TRUNCATED);
        }
    }

    /** Returns why a snapshot is incomplete that lacks this line. */
    static String reason(long line) {
        return line == TRUNCATED
                ? "the file is truncated in or after it"
                : "line " + line + ", which may be part of it, is rejected";
    }
}
