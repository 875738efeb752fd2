package dev.balancehistory.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.localexchange.Holdings;
import dev.balancehistory.localexchange.Misbehaviour;
import dev.balancehistory.localexchange.Settings;
import dev.balancehistory.support.Patience;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.launch.JobExecutionNotRunningException;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;

/** A run that is killed or stopped in one of its steps, and the next one for its slot, which does only what is missing. */
class EndedRunIT {
    private static final String SLOT = "--slot=2026-01-01T00:00:00Z";

    @TempDir
    private Path folder;

    private final Workbench bench = new Workbench(Settings.strict().withoutRateLimits())
            .account("main", Holdings.moving(1))
            .account("other", Holdings.moving(2));

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    @Tag("K1")
    void aRunKilledInTakeInSpoolIsMarkedAsFailed() throws Exception {
        bench.database
                .sql()
                .execute("create function no_room() returns trigger language plpgsql"
                        + " as $$ begin raise 'no room' using errcode = '53100'; end $$;"
                        + " create trigger no_room before insert on balance_response"
                        + " for each row execute function no_room()");
        assertThat(bench.run("record", SLOT, "--account=main").code()).isEqualTo(69);
        bench.database.sql().execute("drop trigger no_room on balance_response");

        killedWaitingFor("balance_response");

        recordsTheMissingAccounts();
        assertThat(texts("select name || ' ' || origin || ' ' || slot from balance_response"
                        + " join account using (account_id) order by name"))
                .containsExactly("main spooled 2026-01-01 00:00:00+00", "other observed 2026-01-01 00:00:00+00");
        assertThat(accountRuns())
                .as("a spooled response has no row, and an inserted one is not fetched")
                .containsExactly("3 other DONE");
    }

    @Test
    @Tag("K1")
    void aRunKilledInFetchResponsesIsMarkedAsFailed() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        bench.exchange.next("key-other", Misbehaviour.held(gate));
        try (Child child = bench.start(folder, "", "record", SLOT)) {
            Patience.until(
                    "one account is done, the other one waits",
                    () -> bench.database.count("select from account_run") == 1
                            && bench.exchange.requests("key-other") == 1);
            child.killed();
        }
        gate.countDown();

        recordsTheMissingAccounts();
        assertThat(bench.exchange.requests("key-main")).isEqualTo(1);
        assertThat(bench.exchange.requests("key-other")).isEqualTo(2);
        assertThat(accountRuns()).containsExactly("1 main DONE", "2 other DONE");
    }

    @Test
    @Tag("K1")
    void aRunKilledInWriteSnapshotsIsMarkedAsFailed() throws Exception {
        killedWaitingFor("snapshot");

        recordsTheMissingAccounts();
        assertThat(bench.exchange.requests("key-main")).isEqualTo(1);
        assertThat(bench.exchange.requests("key-other")).isEqualTo(1);
        assertThat(accountRuns()).containsExactly("1 main DONE", "1 other DONE");
    }

    @Test
    @Tag("K3")
    void theJobOperatorOfAnotherProcessStopsARun() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        bench.exchange.next("key-other", Misbehaviour.held(gate));
        Workbench.Ended run;
        try (Child child = bench.start(folder, "", "record", SLOT)) {
            assertThat(bench.exchange.awaitRequests("key-other", 1, Patience.LIMIT))
                    .isTrue();

            BalanceHistory.application().with(bench.properties(), context -> {
                context.get(Job.class);
                JobExecution execution = context.get(JobRepository.class).getJobExecution(1);
                try {
                    assertThat(context.get(JobOperator.class).stop(execution)).isTrue();
                } catch (JobExecutionNotRunningException e) {
                    throw new IllegalStateException(e);
                }
                return 0;
            });
            gate.countDown();
            run = child.ended();
        }

        assertThat(run.code()).as(run.err()).isEqualTo(69);
        assertThat(run.err()).contains("account main: response ").contains(" is stored");
        assertThat(texts("select status || ' ' || exit_code from batch.batch_job_execution"))
                .containsExactly("STOPPED STOPPED");
        assertThat(bench.run("record", SLOT).code()).isZero();
        assertThat(bench.exchange.requests("key-other")).isEqualTo(1);
    }

    private void killedWaitingFor(String table) throws Exception {
        String waits = "select from pg_locks where relation = '" + table + "'::regclass and not granted";
        try (Connection gate = bench.database.dataSource().getConnection()) {
            gate.setAutoCommit(false);
            gate.createStatement().execute("lock table " + table + " in exclusive mode");
            try (Child child = bench.start(folder, "", "record", SLOT)) {
                Patience.until("it waits for " + table, () -> bench.database.count(waits) > 0);
                child.killed();
            }
        }
    }

    /** The same job instance ends, and each account has one snapshot. */
    private void recordsTheMissingAccounts() {
        Patience.until(
                "the server has let go of the dead",
                () -> bench.database.count("select from pg_stat_activity where datname = current_database()"
                                + " and application_name = 'balance-history'")
                        == 0);

        Workbench.Ended run = bench.run("record", SLOT);

        assertThat(run.code()).as(run.err()).isZero();
        List<String> executions = texts("select job_instance_id || ' ' || status from batch.batch_job_execution"
                + " order by job_execution_id desc limit 2");
        assertThat(executions).hasSize(2);
        String instance = executions.get(0).split(" ")[0];
        assertThat(executions).containsExactly(instance + " COMPLETED", instance + " FAILED");
        assertThat(texts("select name from snapshot join account using (account_id) where slot is not null order by 1"))
                .containsExactly("main", "other");
    }

    private List<String> accountRuns() {
        return texts("select job_execution_id || ' ' || name || ' ' || outcome from account_run"
                + " join account using (account_id) order by job_execution_id, name");
    }

    private List<String> texts(String query) {
        return bench.database.sql().queryForList(query, String.class);
    }
}
