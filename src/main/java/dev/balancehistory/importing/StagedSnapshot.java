package dev.balancehistory.importing;

import dev.balancehistory.balance.Snapshot;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

/** The lines of one snapshot of an exported history, which is imported whole or not at all. */
record StagedSnapshot(List<StagedRow> rows) {
    StagedSnapshot {
        rows = List.copyOf(rows);
    }

    /** Returns one of the lines, all of which have the same facts in a snapshot without a flaw. */
    StagedRow any() {
        return rows.get(0);
    }

    /** Returns the number of the first line. */
    long line() {
        return rows.stream().mapToLong(StagedRow::line).min().orElseThrow();
    }

    /**
     * Returns the snapshot.
     *
     * @throws IllegalArgumentException if the lines contradict each other; the message begins with a verb
     */
    Snapshot snapshot() {
        requireOne("exchange", StagedRow::exchange);
        requireOne("time_source", StagedRow::timeSource);
        requireOne("origin", StagedRow::origin);
        // A line that occurs twice counts once: exports that overlap may be in one file.
        return new Snapshot(
                any().responseTime(),
                rows.stream().map(StagedRow::balance).distinct().toList());
    }

    private void requireOne(String column, Function<StagedRow, String> value) {
        if (rows.stream().map(value).distinct().count() > 1) {
            throw new IllegalArgumentException("has lines of different " + column);
        }
    }

    /** Returns the text that is archived if it is rejected. */
    byte[] text() {
        return String.join("\n", rows.stream().map(StagedRow::text).toList()).getBytes(StandardCharsets.UTF_8);
    }
}
