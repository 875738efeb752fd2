package dev.balancehistory.importing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.balance.Balance;
import dev.balancehistory.database.Cursor;
import dev.balancehistory.postgres.TestDatabase;
import java.lang.ref.WeakReference;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class IncompleteSnapshotsTest {
    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void aLineWithoutASnapshotMayBelongToTheOneBeforeItAndTheOneAfterIt() {
        List<String> marks = new ArrayList<>();
        IncompleteSnapshots incomplete = new IncompleteSnapshots((key, line) -> marks.add(key.account() + " " + line));

        incomplete.rejected(null, 2);
        incomplete.line(key("a"));
        incomplete.line(key("b"));
        incomplete.rejected(null, 5);
        incomplete.rejected(key("c"), 6);
        incomplete.line(key("d"));
        incomplete.truncated();

        assertThat(marks).containsExactly("a 2", "b 5", "c 6", "c 5", "d 0");
    }

    /** A file may have any number of rejected snapshots. */
    @Test
    void onlyTheLastSnapshotStaysInMemory() {
        IncompleteSnapshots incomplete = new IncompleteSnapshots((key, line) -> {});
        WeakReference<SnapshotKey> first = new WeakReference<>(rejected(incomplete, 1));
        rejected(incomplete, 2);

        for (int i = 0; i < 100 && first.get() != null; i++) {
            System.gc();
        }

        assertThat(first.get()).isNull();
        incomplete.truncated();
    }

    private static SnapshotKey rejected(IncompleteSnapshots incomplete, long line) {
        SnapshotKey key = key("account-" + line);
        incomplete.rejected(key, line);
        return key;
    }

    @Test
    void theFirstMarkPrecedesTheLinesOfItsSnapshot() {
        try (TestDatabase database = TestDatabase.migrated();
                StagedRows rows = StagedRows.open(database.dataSource())) {
            rows.add(row(3, "a"));
            rows.mark(key("b"), 7);
            rows.mark(key("b"), 6);
            rows.add(row(5, "b"));
            rows.mark(key("c"), 0);

            List<String> sorted = new ArrayList<>();
            try (Cursor<StagedLine> lines = rows.inOrder()) {
                for (StagedLine line = lines.next(); line != null; line = lines.next()) {
                    sorted.add(line.key().account() + " " + line.number() + (line.row() == null ? " mark" : ""));
                }
            }

            assertThat(sorted).containsExactly("a 3", "b 6 mark", "b 7 mark", "b 5", "c 0 mark");
        }
    }

    private static StagedRow row(long line, String account) {
        Balance balance = new Balance("spot", "BTC", BigDecimal.ONE, BigDecimal.ONE);
        return new StagedRow(line, account, "bitfront", TIME, balance, "body", "observed");
    }

    private static SnapshotKey key(String account) {
        return new SnapshotKey(account, TIME);
    }
}
