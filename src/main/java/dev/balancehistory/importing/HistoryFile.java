package dev.balancehistory.importing;

import dev.balancehistory.balance.Snapshot;
import dev.balancehistory.database.Cursor;
import dev.balancehistory.importing.HistoryCsv.BadLine;
import dev.balancehistory.importing.HistoryCsv.SnapshotKey;
import dev.balancehistory.importing.LineReader.Line;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file of {@code export history}. The lines are sorted first, since a snapshot is imported whole or not at all:
 * one rejected line rejects its snapshot.
 */
final class HistoryFile {
    private final HistoryCsv csv;
    private final LineReader lines;
    private final StagedRows rows;
    private final Findings findings;

    private final RoundedAmounts rounded = new RoundedAmounts();

    /** The incomplete snapshots, with the reasons. */
    private final Map<SnapshotKey, String> broken = new HashMap<>();

    /**
     * @param rows to sort them in
     */
    HistoryFile(HistoryCsv csv, LineReader lines, StagedRows rows, Findings findings) {
        this.csv = csv;
        this.lines = lines;
        this.rows = rows;
        this.findings = findings;
    }

    /** Reads the lines, of which the first is the header. Of a truncated file, those before the truncation are read. */
    void read() throws IOException {
        lines.endLinesAtCarriageReturns();
        IOException end = stage();
        if (rounded.count() > 0) {
            findings.warning(rounded.count() + " amounts have exactly 15 digits and none has more, as after rounding by"
                    + " a spreadsheet: compare the file with its source");
        }
        try (Cursor<StagedRow> sorted = rows.inOrder()) {
            List<StagedRow> snapshot = new ArrayList<>();
            for (StagedRow row = sorted.next(); row != null; row = sorted.next()) {
                if (!snapshot.isEmpty() && !key(row).equals(key(snapshot.get(0)))) {
                    tell(snapshot);
                    snapshot.clear();
                }
                snapshot.add(row);
            }
            if (!snapshot.isEmpty()) {
                tell(snapshot);
            }
        }
        if (end != null) {
            throw end;
        }
    }

    /** Returns the reason of an early end; null if the whole file was read. */
    private @Nullable IOException stage() {
        SnapshotKey last = null;
        long lost = 0;
        try {
            for (Line line = lines.next(); line != null; line = lines.next()) {
                byte[] bytes = line.stripped();
                if (bytes.length == 0) {
                    continue;
                }
                SnapshotKey key;
                try {
                    StagedRow row = read(line, bytes);
                    if (row == null) {
                        continue;
                    }
                    rows.add(row);
                    rounded.add(row.balance().total());
                    rounded.add(row.balance().available());
                    findings.setAside(row.account(), row.exchange());
                    key = key(row);
                } catch (BadLine e) {
                    key = e.key();
                    reject(line, bytes, e);
                }
                if (key == null) {
                    // It may belong to the snapshot before it or to the one after it.
                    breaks(last, line.number());
                    lost = line.number();
                    continue;
                }
                if (lost > 0) {
                    breaks(key, lost);
                    lost = 0;
                }
                last = key;
            }
            return null;
        } catch (IOException e) {
            if (last != null) {
                broken.put(last, "the file is truncated in or after it");
            }
            return e;
        }
    }

    private @Nullable StagedRow read(Line line, byte[] bytes) throws BadLine {
        if (!line.whole()) {
            throw new BadLine(null, "is longer than any line of an export");
        }
        return csv.read(line.number(), bytes);
    }

    private void reject(Line line, byte[] bytes, BadLine why) {
        SnapshotKey key = why.key();
        findings.unusableRows(
                line.number(),
                key == null ? null : key.account(),
                key == null ? null : key.responseTime(),
                ResponseFile.excerpt(bytes),
                "the line " + why.getMessage());
        breaks(key, line.number());
    }

    private void breaks(@Nullable SnapshotKey key, long line) {
        if (key != null) {
            broken.putIfAbsent(key, "line " + line + ", which may be part of it, is rejected");
        }
    }

    private static SnapshotKey key(StagedRow row) {
        return new SnapshotKey(row.account(), row.responseTime());
    }

    private void tell(List<StagedRow> rows) {
        StagedRow first = rows.get(0);
        Snapshot snapshot;
        try {
            snapshot = snapshot(rows);
        } catch (IllegalArgumentException e) {
            reject(rows, String.valueOf(e.getMessage()));
            return;
        }
        String flaw = findings.snapshot(
                firstLine(rows), first.account(), first.exchange(), first.timeSource(), first.origin(), snapshot);
        if (flaw != null) {
            reject(rows, flaw);
        }
    }

    private Snapshot snapshot(List<StagedRow> rows) {
        SnapshotKey key = key(rows.get(0));
        String flaw = broken.get(key);
        if (flaw != null) {
            throw new IllegalArgumentException("is incomplete: " + flaw);
        }
        requireOne("exchange", rows, StagedRow::exchange);
        requireOne("time_source", rows, StagedRow::timeSource);
        requireOne("origin", rows, StagedRow::origin);
        // A line that occurs twice counts once: exports that overlap may be in one file.
        return new Snapshot(
                key.responseTime(),
                rows.stream().map(StagedRow::balance).distinct().toList());
    }

    private void reject(List<StagedRow> rows, String reason) {
        StagedRow first = rows.get(0);
        findings.unusableRows(
                firstLine(rows),
                first.account(),
                first.responseTime(),
                ResponseFile.excerpt(text(rows).getBytes(StandardCharsets.UTF_8)),
                "the snapshot of " + first.account() + " at " + first.responseTime() + " " + reason);
    }

    private static long firstLine(List<StagedRow> rows) {
        return rows.stream().mapToLong(StagedRow::line).min().orElseThrow();
    }

    private static void requireOne(String column, List<StagedRow> rows, Function<StagedRow, String> value) {
        if (rows.stream().map(value).distinct().count() > 1) {
            throw new IllegalArgumentException("has lines of different " + column);
        }
    }

    /** Returns the text that is archived for lines that are rejected together. */
    private static String text(List<StagedRow> rows) {
        return rows.stream()
                .map(row -> String.join(
                        ",",
                        row.account(),
                        row.exchange(),
                        row.responseTime().toString(),
                        row.balance().wallet(),
                        row.balance().currency(),
                        row.balance().total().toPlainString(),
                        row.balance().available().toPlainString(),
                        row.timeSource(),
                        row.origin()))
                .collect(Collectors.joining("\n"));
    }
}
