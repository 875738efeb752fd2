package dev.balancehistory.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.postgres.TestDatabase;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A prune that ends in the middle leaves the rest to the next one. */
class OldRunsTest {
    private static final Instant BEFORE = Instant.parse("2026-01-01T00:00:00Z");

    private final TestDatabase database = TestDatabase.migrated();
    private final OldRuns runs = new OldRuns(database.sql());

    @BeforeEach
    void write() {
        // Times that many runs share: the end of a batch falls between two of the same time.
        database.sql().execute("""
                insert into batch.batch_job_instance select i, 0, 'exportReport', md5(i::text)
                  from generate_series(1, 2500) i;
                insert into batch.batch_job_execution (job_execution_id, job_instance_id, create_time, end_time, status)
                select i, i, timestamp '2025-01-01' + i / 700 * interval '1 s', timestamp '2025-01-02', 'COMPLETED'
                  from generate_series(1, 2500) i
                """);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void whatIsStoppedIsGoneOnWith() {
        AtomicInteger asked = new AtomicInteger();

        assertThat(runs.remove(BEFORE, () -> asked.getAndIncrement() > 0)).isEqualTo(1_000);
        assertThat(database.count("select from batch.batch_job_execution")).isEqualTo(1_500);
        assertThat(runs.count(BEFORE, () -> false)).isEqualTo(1_500);
        assertThat(runs.remove(BEFORE, () -> false)).isEqualTo(1_500);
        assertThat(database.count("select from batch.batch_job_instance")).isZero();
    }

    @Test
    void aRunOfManyAccountsIsStoppedAmongItsSteps() {
        database.sql().execute("""
                insert into batch.batch_step_execution (step_execution_id, version, step_name, job_execution_id, create_time)
                select i, 0, 'fetchResponses:x' || i, 1, now() from generate_series(1, 10001) i
                """);
        AtomicInteger asked = new AtomicInteger();

        assertThat(runs.remove(BEFORE, () -> asked.getAndIncrement() > 0)).isZero();
        assertThat(database.count("select from batch.batch_step_execution")).isEqualTo(1);
        assertThat(runs.remove(BEFORE, () -> false)).isEqualTo(2_500);
    }
}
