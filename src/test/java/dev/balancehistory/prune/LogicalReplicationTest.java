package dev.balancehistory.prune;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.database.SchemaMigration;
import dev.balancehistory.database.Sequences;
import dev.balancehistory.postgres.ReplicatingPostgres;
import dev.balancehistory.postgres.TestDatabase;
import dev.balancehistory.report.HistoryWriter;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A second server follows the first by logical replication, as for an upgrade of PostgreSQL without downtime. The apply
 * worker names every column of a row as updated, and the triggers must not take that for a change.
 */
class LogicalReplicationTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private static final String FAILURES =
            "select apply_error_count + sync_error_count from pg_stat_subscription_stats where subname = 'follower'";

    private static ReplicatingPostgres first;
    private static ReplicatingPostgres second;

    private TestDatabase publisher;
    private TestDatabase subscriber;
    private HistoryWriter history;

    @BeforeAll
    static void start() throws IOException {
        first = ReplicatingPostgres.start();
        second = ReplicatingPostgres.start();
    }

    @AfterAll
    static void stop() throws IOException {
        first.close();
        second.close();
    }

    @BeforeEach
    void follow() {
        publisher = first.database();
        subscriber = second.database();
        new SchemaMigration(publisher.dataSource()).migrate();
        new SchemaMigration(subscriber.dataSource()).migrate();
        history = new HistoryWriter(publisher.sql());
        history.account("main", "1 hour", START.toString());
        history.snapshot("main", START, "BTC 1 1", "trading BTC 2 2");

        publisher.sql().execute("create publication everything for all tables");
        // Its rows are copied like those of every other table.
        subscriber.sql().execute("truncate flyway_schema_history");
        subscriber
                .sql()
                .execute("create subscription follower connection '" + first.connection(publisher)
                        + "' publication everything");
        await(
                "the copy of the tables",
                () -> subscriber.count("select from pg_subscription_rel where srsubstate <> 'r'") == 0);
    }

    @AfterEach
    void drop() {
        subscriber.sql().execute("drop subscription follower");
        publisher.close();
        subscriber.close();
    }

    @Test
    void theSubscriberReachesTheSameRows() {
        assertThat(rows(subscriber)).isNotEmpty().isEqualTo(rows(publisher));

        record();
        finish();
        expire();

        List<String> rows = rows(publisher);
        await("the same rows", () -> rows(subscriber).equals(rows));
        assertThat(subscriber.value(
                        "select count(pid) from pg_stat_subscription where subname = 'follower'", Long.class))
                .as("the apply worker runs")
                .isPositive();
        assertThat(subscriber.value(FAILURES, Long.class)).isZero();
        new SchemaMigration(subscriber.dataSource()).check();
    }

    @Test
    void theSubscribersSequencesAreAdvancedToItsRows() {
        record();
        List<String> rows = rows(publisher);
        await("the same rows", () -> rows(subscriber).equals(rows));

        assertThat(Sequences.advance(subscriber.sql()))
                .extracting(Sequences.Behind::name)
                .containsExactly(
                        "batch.batch_job_execution_seq",
                        "batch.batch_job_instance_seq",
                        "batch.batch_step_execution_seq",
                        "public.account_name_account_id_seq",
                        "public.balance_response_response_id_seq");

        assertThat(Sequences.behind(subscriber.sql())).isEmpty();
        assertThat(subscriber.value(
                        "select nextval('balance_response_response_id_seq') > max(response_id) from balance_response",
                        Boolean.class))
                .isTrue();
    }

    private void record() {
        history.account("other", null, START.toString());
        for (int hour = 1; hour <= 3; hour++) {
            history.snapshot("main", START.plus(Duration.ofHours(hour)), hour, "BTC 1." + hour + "0 1", "ETH 2 2");
        }
        history.unrecorded("other", "2026-01-01T01:00:00Z", "failed", 5000, "SYSTEM_ERROR", 2);
        publisher.sql().execute("begin; select from account_name for no key update; commit");
        publisher.sql().execute("update account set expected_interval = '5 minutes' where name = 'other'");
        for (int day = 1; day <= 20; day++) {
            String at = "2025-12-%02dT00:00:00Z".formatted(day);
            long run = history.run(at, at, "COMPLETED", "COMPLETED", "", "main");
            history.step(run, "writeSnapshots", "COMPLETED", "COMPLETED", "");
            history.accountRun(run, "main", "DONE", 0, null);
        }
        publisher
                .sql()
                .execute("insert into batch.batch_job_execution_context select job_execution_id, '{}'"
                        + " from batch.batch_job_execution");
    }

    /** One response has a body within its row, the other one out of line. */
    private void finish() {
        publisher.sql().execute("""
                insert into balance_response (account_id, slot, origin, requested_at, received_at, response_time, time_source,
                                              status, format, body, part_lengths, body_sha256, state)
                select account_id, '2026-01-01Z', 'observed', now(), now(), now() + length(body) * interval '1 ms', 'own_clock',
                       '1000', 'bitfront/1', body, array[1, length(body) - 1], sha256(body), 'received'
                  from account,
                       (select convert_to(string_agg(md5(i::text), ''), 'UTF8') as body
                          from generate_series(1, 5000) i
                         union all
                        select 'short') response
                 where name = 'main'
                """);
        String rows = "select account_id, response_id from balance_response where state = 'received'";
        await("the pending responses", () -> subscriber.count(rows) == 2);
        assertThat(publisher
                        .sql()
                        .update("update balance_response set state = 'recorded' where octet_length(body) < 10"
                                + " and state = 'received'"))
                .isOne();
        assertThat(publisher
                        .sql()
                        .update("update balance_response set state = 'duplicate', state_reason = 'as before'"
                                + " where state = 'received'"))
                .isOne();
        await("their final states", () -> subscriber.count(rows) == 0);
    }

    private void expire() {
        assertThat(new ExpiredBodies(publisher.sql())
                        .drop(Instant.now().plus(Duration.ofDays(1)), () -> false)
                        .count())
                .isEqualTo(7);
        // The last ten runs stay.
        assertThat(new ExpiredJobExecutions(publisher.sql()).remove(START, () -> false))
                .isEqualTo(10);
    }

    @Test
    void aTriggerThatRejectsUnchangedColumnsWouldStopTheReplication() {
        subscriber.sql().execute("""
                drop trigger keep_facts on balance_response;
                create trigger keep_facts before update of received_at on balance_response
                    for each row execute function reject_change();
                alter table balance_response enable always trigger keep_facts
                """);

        publisher.sql().execute("update balance_response set body = null");

        await("the failure", () -> subscriber.value(FAILURES, Long.class) > 0);
    }

    private static List<String> rows(TestDatabase database) {
        List<String> rows = new ArrayList<>(database.everything());
        rows.sort(null);
        return rows;
    }

    private static void await(String what, BooleanSupplier reached) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!reached.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not reached: " + what);
            }
        }
    }
}
