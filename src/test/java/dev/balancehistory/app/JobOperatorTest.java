package dev.balancehistory.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.balancehistory.balance.Slot;
import dev.balancehistory.cli.Context;
import dev.balancehistory.localexchange.Holdings;
import dev.balancehistory.localexchange.Misbehaviour;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.recording.RecordBalances;
import dev.balancehistory.recording.RecordRequest;
import dev.balancehistory.recording.RunResult;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.parameters.InvalidJobParametersException;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;

/** Spring Batch's own operator starts, stops, restarts and recovers runs, as well as the commands do. */
class JobOperatorTest {
    private static final String INSTANT = "2026-01-01T00:00:00Z";
    private static final String SLOT = "--slot=" + INSTANT;

    private final Workbench bench = new Workbench();

    @AfterEach
    void close() {
        bench.close();
    }

    /** A use of the program's beans. */
    private interface Work {
        void with(Context context) throws Exception;
    }

    private void work(Work work) {
        BalanceHistory.application().with(bench.properties(), context -> {
            try {
                work.with(context);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            return 0;
        });
    }

    private JobExecution restarted(Context context, long id) throws Exception {
        // The job is made, and known to the operator.
        context.get(Job.class);
        return context.get(JobOperator.class)
                .restart(context.get(JobRepository.class).getJobExecution(id));
    }

    @Test
    void aFailedRunIsRestartedAndFetchesOnlyWhatIsMissing() {
        bench.account("bad", Holdings.moving(1)).account("good", Holdings.moving(2));
        bench.exchange.next("key-bad", Misbehaviour.body("<html>Login</html>"));
        assertThat(bench.run("record", SLOT).code()).isEqualTo(65);

        work(context -> assertThat(restarted(context, 1).getStatus()).isEqualTo(BatchStatus.COMPLETED));

        assertThat(bench.exchange.requests("key-good")).isEqualTo(1);
        assertThat(bench.exchange.requests("key-bad")).isEqualTo(2);
        assertThat(texts("select name || ' ' || slot from snapshot join account using (account_id) order by 1"))
                .containsExactly("bad 2026-01-01 00:00:00+00", "good 2026-01-01 00:00:00+00");
        assertThat(executions()).containsExactly("1 FAILED DATA_ERROR", "1 COMPLETED COMPLETED");
        assertThat(bench.run("record", SLOT).out()).contains("No run was needed");
    }

    @Test
    void aRunOfMoreAccountsThanItsParametersHoldIsRestartedWithAllThatAreConfigured() {
        List<String> names = IntStream.range(0, 12)
                .mapToObj(i -> "an-account-with-a-long-name-" + i)
                .toList();
        names.forEach(name -> bench.account(name, Holdings.moving(1)));
        bench.exchange.next("key-" + names.get(0), Misbehaviour.body("<html>Login</html>"));
        assertThat(bench.run("record", SLOT).code()).isEqualTo(65);
        assertThat(
                        texts(
                                "select parameter_value from batch.batch_job_execution_params where parameter_name = 'accounts'"))
                .singleElement()
                .asString()
                .startsWith("12 accounts, sha256 ");

        work(context -> assertThat(restarted(context, 1).getStatus()).isEqualTo(BatchStatus.COMPLETED));

        assertThat(bench.exchange.requests("key-" + names.get(0))).isEqualTo(2);
        assertThat(bench.exchange.requests("key-" + names.get(1))).isEqualTo(1);
    }

    @Test
    void aRestartWithOtherAccountsReportsTheReason() {
        IntStream.range(0, 12).forEach(i -> bench.account("an-account-with-a-long-name-" + i, Holdings.moving(1)));
        bench.exchange.next("key-an-account-with-a-long-name-0", Misbehaviour.body("<html>Login</html>"));
        assertThat(bench.run("record", SLOT).code()).isEqualTo(65);
        bench.account("another", Holdings.moving(1));

        work(context -> assertThat(restarted(context, 1).getStatus()).isEqualTo(BatchStatus.FAILED));

        assertThat(texts("select exit_code || ': ' || exit_message from batch.batch_job_execution"
                        + " where job_execution_id = 2"))
                .singleElement()
                .asString()
                .startsWith("CONFIGURATION: the run can't be restarted: its parameters contain only a hash");
    }

    @Test
    @Tag("O1")
    void aRestartLeavesOutALockedAccount() throws Exception {
        bench.account("main", Holdings.moving(1));
        bench.exchange.next("key-main", Misbehaviour.body("<html>Login</html>"));
        assertThat(bench.run("record", SLOT).code()).isEqualTo(65);
        try (Connection other = bench.database.dataSource().getConnection()) {
            other.setAutoCommit(false);
            other.createStatement().execute("select 1 from account_name for no key update");

            work(context -> assertThat(restarted(context, 1).getStatus()).isEqualTo(BatchStatus.FAILED));
        }

        assertThat(executions()).containsExactly("1 FAILED DATA_ERROR", "1 FAILED TEMPORARY_FAILURE");
        assertThat(bench.exchange.requests("key-main")).isEqualTo(1);
    }

    @Test
    @Tag("O1")
    void aSlotWithALockedAccountIsNotDone() throws Exception {
        bench.account("held", Holdings.moving(1)).account("main", Holdings.moving(2));
        assertThat(bench.run("record").code()).isZero();
        try (Connection other = bench.database.dataSource().getConnection()) {
            other.setAutoCommit(false);
            other.createStatement().execute("select 1 from account_name where name = 'held' for no key update");

            assertThat(bench.run("record", SLOT).code()).isEqualTo(75);
        }

        Workbench.Ended again = bench.run("record", SLOT);

        assertThat(again.code()).as(again.err()).isZero();
        assertThat(executions())
                .containsExactly("1 COMPLETED COMPLETED", "2 FAILED TEMPORARY_FAILURE", "2 COMPLETED COMPLETED");
        assertThat(bench.exchange.requests("key-main")).isEqualTo(2);
        assertThat(bench.exchange.requests("key-held")).isEqualTo(2);
    }

    @Test
    @Tag("K3")
    void aStoppedRunContinuesAtItsRestart() {
        bench.account("main", Holdings.moving(1));
        CountDownLatch gate = new CountDownLatch(1);
        bench.exchange.next("key-main", Misbehaviour.held(gate));

        work(context -> {
            RecordBalances recording = context.get(RecordBalances.class);
            JobOperator operator = context.get(JobOperator.class);
            JobRepository repository = context.get(JobRepository.class);
            CompletableFuture<RunResult> run = CompletableFuture.supplyAsync(
                    () -> recording.record(new RecordRequest(List.of(), null, Slot.parse(INSTANT), null)));
            assertThat(bench.exchange.awaitRequests("key-main", 1, Duration.ofMinutes(10)))
                    .isTrue();

            assertThat(operator.stop(repository.getJobExecution(1))).isTrue();
            gate.countDown();

            assertThat(run.get().outcome()).isEqualTo(Outcome.STOPPED);
            assertThat(executions()).containsExactly("1 STOPPED STOPPED");
            assertThat(texts("select step_name || ' ' || status from batch.batch_step_execution order by 1"))
                    .containsExactly("fetchResponses STOPPED", "takeInSpool COMPLETED");
            assertThat(texts("select state from balance_response")).containsExactly("received");

            assertThat(operator.restart(repository.getJobExecution(1)).getStatus())
                    .isEqualTo(BatchStatus.COMPLETED);
        });

        assertThat(texts("select state from balance_response")).containsExactly("recorded");
        assertThat(bench.exchange.requests("key-main")).isEqualTo(1);
    }

    @Test
    @Tag("C2")
    void noOtherParameterIsStored() {
        bench.account("main", Holdings.moving(1));

        work(context -> assertThatExceptionOfType(InvalidJobParametersException.class)
                .isThrownBy(() -> context.get(JobOperator.class)
                        .start(
                                context.get(Job.class),
                                new JobParametersBuilder()
                                        .addString("accounts", "main")
                                        .addString("apiSecret", "CANARY")
                                        .toJobParameters())));

        assertThat(bench.database.everything()).noneMatch(row -> row.contains("CANARY"));
        assertThat(bench.database.count("select from batch.batch_job_instance")).isZero();
    }

    @ParameterizedTest
    @CsvSource({"UNKNOWN, UNKNOWN", "FAILED, UNKNOWN", "STARTED, STARTED", "STOPPED, STARTED"})
    @Tag("K6")
    void theSlotOfADeadProcessIsRecorded(String job, String step) {
        bench.account("main", Holdings.moving(1));
        bench.exchange.next("key-main", Misbehaviour.body("<html>Login</html>"));
        assertThat(bench.run("record", SLOT).code()).isEqualTo(65);
        bench.database.sql().update("update batch.batch_job_execution set status = ?, end_time = null", job);
        bench.database.sql().update("update batch.batch_step_execution set status = ?, end_time = null", step);

        Workbench.Ended run = bench.run("record", SLOT);

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(executions()).containsExactly("1 FAILED FAILED", "1 COMPLETED COMPLETED");
        assertThat(texts("select distinct status from batch.batch_step_execution where job_execution_id = 1"))
                .containsExactly("FAILED");
    }

    private List<String> executions() {
        return texts("select job_instance_id || ' ' || status || ' ' || exit_code from batch.batch_job_execution"
                + " order by job_execution_id");
    }

    private List<String> texts(String query) {
        return bench.database.sql().queryForList(query, String.class);
    }
}
