package dev.balancehistory.prune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.balancehistory.postgres.TestDatabase;
import dev.balancehistory.report.HistoryWriter;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

/** A prune that ends in the middle leaves the rest to the next one. */
class ExpiredJobExecutionsTest {
    private static final Instant BEFORE = Instant.parse("2026-01-01T00:00:00Z");

    private final TestDatabase database = TestDatabase.migrated();
    private final ExpiredJobExecutions runs = new ExpiredJobExecutions(database.sql());

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
    void aStoppedDeletionIsContinued() {
        AtomicInteger fetched = new AtomicInteger();

        assertThat(runs.remove(BEFORE, () -> fetched.getAndIncrement() > 0)).isEqualTo(1_000);
        assertThat(database.count("select from batch.batch_job_execution")).isEqualTo(1_500);
        assertThat(runs.count(BEFORE, () -> false)).isEqualTo(1_500);
        assertThat(runs.remove(BEFORE, () -> false)).isEqualTo(1_500);
        assertThat(database.count("select from batch.batch_job_instance")).isZero();
    }

    @Test
    void runsOfManyAccountsAreRemovedInTransactionsOfTheirOwnWithTheirAccountsAndSteps() {
        database.sql().execute("""
                insert into account_run
                select run, account, 'DONE', 0, null, now(), now()
                  from generate_series(1, 3) run, generate_series(1, 6000) account;
                insert into batch.batch_step_execution (step_execution_id, version, step_name, job_execution_id, create_time)
                select i, 0, 'writeSnapshots', i, now() from generate_series(1, 2500) i;
                insert into batch.batch_step_execution_context select i, '{}' from generate_series(1, 2500) i;
                insert into batch.batch_job_execution_context select i, '{}' from generate_series(1, 2500) i
                """);
        AtomicInteger fetched = new AtomicInteger();

        assertThat(runs.remove(BEFORE, () -> fetched.getAndIncrement() > 0)).isOne();
        assertThat(database.sql()
                        .queryForList("select distinct job_execution_id from account_run order by 1", Long.class))
                .containsExactly(2L, 3L);
        assertThat(database.count("select from batch.batch_step_execution")).isEqualTo(2_499);

        assertThat(runs.remove(BEFORE, () -> false)).isEqualTo(2_499);
        assertThat(database.count("select from account_run")).isZero();
        assertThat(database.count("select from batch.batch_step_execution")).isZero();
    }

    @Test
    void aRunAndItsAccountsAreRemovedTogetherOrNotAtAll() {
        database.sql().execute("""
                insert into account_run values (1, 1, 'DONE', 0, null, now(), now());
                create function reject() returns trigger language plpgsql as
                $$ begin raise exception 'no' using errcode = '53100'; end $$;
                create trigger reject before delete on batch.batch_job_instance execute function reject()
                """);

        assertThatExceptionOfType(DataAccessException.class).isThrownBy(() -> runs.remove(BEFORE, () -> false));
        assertThat(database.count("select from account_run")).isOne();
        assertThat(database.count("select from batch.batch_job_execution")).isEqualTo(2_500);
    }

    @Test
    void theLastRunOfAnAccountStays() {
        new HistoryWriter(database.sql()).account("main", null, "2020-01-01T00:00:00Z");
        database.sql()
                .execute("insert into account_run select i, account_id, 'DONE', 0, null, now(), now()"
                        + " from generate_series(7, 9) i, account");

        assertThat(runs.remove(BEFORE, () -> false)).isEqualTo(2_499);
        assertThat(database.rows("select job_execution_id from account_run"))
                .containsExactly("{\"job_execution_id\":9}");
        assertThat(database.rows("select job_execution_id from batch.batch_job_execution"))
                .containsExactly("{\"job_execution_id\":9}");
    }
}
