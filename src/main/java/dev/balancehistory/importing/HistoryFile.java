package dev.balancehistory.importing;

import dev.balancehistory.balance.Snapshot;
import dev.balancehistory.database.Cursor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file of {@code export history}. The lines are sorted first, since a snapshot is imported whole or not at all:
 * one rejected line rejects its snapshot.
 */
final class HistoryFile {
    private final HistoryCsv csv;
    private final LineReader lines;
    private final StagedRows rows;
    private final ExportedSnapshots snapshots;
    private final ImportReport report;

    private final RoundedAmounts rounded = new RoundedAmounts();
    private final IncompleteSnapshots incomplete;

    /**
     * @param rows to sort them in
     */
    HistoryFile(HistoryCsv csv, LineReader lines, StagedRows rows, ExportedSnapshots snapshots, ImportReport report) {
        this.csv = csv;
        this.lines = lines;
        this.rows = rows;
        this.snapshots = snapshots;
        this.report = report;
        this.incomplete = new IncompleteSnapshots(rows::mark);
    }

    /** Reads the lines, of which the first is the header. Of a truncated file, those before the truncation are read. */
    void read() throws IOException {
        lines.endLinesAtCarriageReturns();
        IOException end = stage();
        if (rounded.count() > 0) {
            report.warn(
                    0,
                    rounded.count() + " amounts have exactly 15 digits and none has more, as after rounding by"
                            + " a spreadsheet: compare the file with its source");
        }
        addSnapshots();
        if (end != null) {
            throw end;
        }
    }

    private void addSnapshots() {
        try (Cursor<StagedLine> sorted = rows.inOrder()) {
            StagedLine line = sorted.next();
            while (line != null) {
                SnapshotKey key = line.key();
                StagedLine mark = line.row() == null ? line : null;
                List<StagedRow> snapshot = new ArrayList<>();
                for (; line != null && line.key().equals(key); line = sorted.next()) {
                    if (line.row() != null) {
                        snapshot.add(line.row());
                    }
                }
                if (!snapshot.isEmpty()) {
                    add(new StagedSnapshot(snapshot), mark);
                }
            }
        }
    }

    /** Returns the reason of an early end; null if the whole file was read. */
    private @Nullable IOException stage() {
        try {
            for (Line line = lines.next(); line != null; line = lines.next()) {
                byte[] bytes = line.stripped();
                if (bytes.length > 0) {
                    stage(line, bytes);
                }
            }
            return null;
        } catch (IOException e) {
            incomplete.truncated();
            return e;
        }
    }

    private void stage(Line line, byte[] bytes) {
        try {
            StagedRow row = read(line, bytes);
            if (row != null) {
                rows.add(row);
                rounded.add(row.balance().total());
                rounded.add(row.balance().available());
                snapshots.setAside(row);
                incomplete.line(row.key());
            }
        } catch (BadLine e) {
            snapshots.reject(line.number(), e.key(), ResponseFile.excerpt(bytes), "the line " + e.getMessage());
            incomplete.rejected(e.key(), line.number());
        }
    }

    private @Nullable StagedRow read(Line line, byte[] bytes) throws BadLine {
        if (!line.whole()) {
            throw new BadLine(null, "is longer than any line of an export");
        }
        return csv.read(line.number(), bytes);
    }

    private void add(StagedSnapshot staged, @Nullable StagedLine mark) {
        SnapshotKey key = staged.any().key();
        String flaw = mark == null ? flaw(staged) : "is incomplete: " + IncompleteSnapshots.reason(mark.number());
        if (flaw != null) {
            snapshots.reject(
                    staged.line(),
                    key,
                    ResponseFile.excerpt(staged.text()),
                    "the snapshot of " + key.account() + " at " + key.responseTime() + " " + flaw);
        }
    }

    /** Passes a complete snapshot on; returns the reason if it is rejected. */
    private @Nullable String flaw(StagedSnapshot staged) {
        Snapshot snapshot;
        try {
            snapshot = staged.snapshot();
        } catch (IllegalArgumentException e) {
            return String.valueOf(e.getMessage());
        }
        return snapshots.add(staged, snapshot);
    }
}
