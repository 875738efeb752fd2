package dev.balancehistory.importing;

import org.jspecify.annotations.Nullable;

/** Thrown when a line of an exported history is rejected. The message continues a sentence whose subject is the line. */
final class BadLine extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable SnapshotKey key;

    BadLine(@Nullable SnapshotKey key, String reason) {
        super(reason);
        this.key = key;
    }

    /** Returns the snapshot that the line belongs to; null if that is unknown. */
    @Nullable
    SnapshotKey key() {
        return key;
    }
}
