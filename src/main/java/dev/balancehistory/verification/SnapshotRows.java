package dev.balancehistory.verification;

import dev.balancehistory.database.Cursor;
import dev.balancehistory.process.Problem;
import org.jspecify.annotations.Nullable;

/** Merges the rows of an account and its packed balances, both in the order of their times. */
final class SnapshotRows implements AutoCloseable {
    private final Cursor<SnapshotRow> unpacked;
    private final Cursor<SnapshotRow> packed;
    private @Nullable SnapshotRow nextUnpacked;
    private @Nullable SnapshotRow nextPacked;

    SnapshotRows(Cursor<SnapshotRow> unpacked, Cursor<SnapshotRow> packed) {
        this.unpacked = unpacked;
        this.packed = packed;
        this.nextUnpacked = unpacked.next();
        this.nextPacked = packed.next();
    }

    /**
     * Returns the next one; null at the end.
     *
     * @throws Problem if the database can't be read
     */
    @Nullable
    SnapshotRow next() {
        SnapshotRow row = nextUnpacked;
        SnapshotRow place = nextPacked;
        if (place != null && (row == null || place.responseTime().isBefore(row.responseTime()))) {
            nextPacked = packed.next();
            return place;
        }
        nextUnpacked = row == null ? null : unpacked.next();
        return row;
    }

    @Override
    public void close() {
        try (unpacked;
                packed) {
            nextUnpacked = null;
            nextPacked = null;
        }
    }
}
