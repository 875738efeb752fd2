package dev.balancehistory.verification;

import dev.balancehistory.database.Cursor;
import dev.balancehistory.process.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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

    /** Returns the time of the next rows; null at the end. */
    @Nullable
    Instant time() {
        Instant time = nextUnpacked == null ? null : nextUnpacked.responseTime();
        Instant place = nextPacked == null ? null : nextPacked.responseTime();
        return time == null || (place != null && place.isBefore(time)) ? place : time;
    }

    /**
     * Returns the next rows if they are of this time, else none.
     *
     * @throws Problem if the database can't be read
     */
    List<SnapshotRow> at(Instant time) {
        List<SnapshotRow> rows = new ArrayList<>();
        for (; nextUnpacked != null && nextUnpacked.responseTime().equals(time); nextUnpacked = unpacked.next()) {
            rows.add(nextUnpacked);
        }
        for (; nextPacked != null && nextPacked.responseTime().equals(time); nextPacked = packed.next()) {
            rows.add(nextPacked);
        }
        return rows;
    }

    @Override
    public void close() {
        try (packed) {
            unpacked.close();
        }
    }
}
