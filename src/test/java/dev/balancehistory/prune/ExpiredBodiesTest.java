package dev.balancehistory.prune;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.postgres.TestDatabase;
import dev.balancehistory.report.HistoryWriter;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Expired responses are processed to the last one, in batches. */
class ExpiredBodiesTest {
    private static final Instant BEFORE = Instant.parse("2026-01-01T00:00:00Z");
    private static final String LEFT = "select from balance_response where body is not null";

    private final TestDatabase database = TestDatabase.migrated();
    private final ExpiredBodies bodies = new ExpiredBodies(database.sql());

    @BeforeEach
    void write() {
        HistoryWriter history = new HistoryWriter(database.sql());
        history.account("main", null, "2020-01-01T00:00:00Z");
        for (int i = 1; i <= 3; i++) {
            history.unrecorded("main", "2025-01-01T00:00:00Z", "failed", 5000, "no", 0);
            // As if there had been many others before the next.
            database.sql()
                    .queryForObject(
                            "select setval(pg_get_serial_sequence('balance_response', 'response_id'), ?)",
                            Long.class,
                            i * 10_000);
        }
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aStoppedDeletionIsContinued() {
        AtomicInteger fetched = new AtomicInteger();

        assertThat(bodies.drop(BEFORE, () -> fetched.getAndIncrement() > 0).count())
                .isEqualTo(1);
        assertThat(database.count(LEFT)).isEqualTo(2);
        assertThat(bodies.count(BEFORE, () -> false).count()).isEqualTo(2);
        assertThat(bodies.drop(BEFORE, () -> false).count()).isEqualTo(2);
        assertThat(database.count(LEFT)).isZero();
    }
}
