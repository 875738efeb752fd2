package dev.balancehistory.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.zaxxer.hikari.HikariDataSource;
import dev.balancehistory.database.Database;
import dev.balancehistory.postgres.TestDatabase;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.configuration.support.MapJobRegistry;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.launch.JobRestartException;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;

/** The job metadata survives a lost connection, and whatever it holds, the instance can be restarted. */
class JobMetadataTest {
    private static final JobParameters PARAMETERS =
            new JobParametersBuilder().addString("slot", "noon").toJobParameters();

    private final TestDatabase database = TestDatabase.migrated();
    private final HikariDataSource pool =
            Database.open(new Database.Settings(database.url(), database.user(), database.password()));
    private final LosingCommits transactions = new LosingCommits(pool);
    private final JobRepository repository = new RetryingJobRepositoryFactory(pool, transactions).repository();
    private final MapJobRegistry registry = new MapJobRegistry();
    private final JobOperator operator =
            new RestartableJobOperator(repository, registry, transactions, new JdbcTemplate(pool));

    @AfterEach
    void close() {
        pool.close();
        database.close();
    }

    /** The part that is lost with the connection. */
    private enum Loss {
        COMMIT,
        ACKNOWLEDGEMENT
    }

    /** Ends transactions as a connection does that breaks at the COMMIT. */
    private static final class LosingCommits extends JdbcTransactionManager {
        private Loss loss = Loss.COMMIT;
        private int times;

        LosingCommits(HikariDataSource pool) {
            super(pool);
        }

        void lose(Loss what, int howOften) {
            loss = what;
            times = howOften;
        }

        @Override
        protected void doCommit(DefaultTransactionStatus status) {
            if (times > 0 && loss == Loss.COMMIT) {
                super.doRollback(status);
            } else {
                super.doCommit(status);
            }
            if (times > 0) {
                times--;
                throw new DataAccessResourceFailureException("lost", new SQLException("connection is gone", "08003"));
            }
        }
    }

    private JobExecution execution() {
        return repository.createJobExecution(
                repository.createJobInstance("job", PARAMETERS), PARAMETERS, new ExecutionContext());
    }

    private static void end(StepExecution step, BatchStatus status) {
        step.setStatus(status);
        step.setEndTime(LocalDateTime.now());
    }

    @ParameterizedTest
    @EnumSource
    @Tag("D4")
    @Tag("D5")
    void aStepIsStoredOnceMoreOrFoundToBeStored(Loss loss) {
        StepExecution step = repository.createStepExecution("step", execution());
        transactions.lose(loss, 1);
        end(step, BatchStatus.COMPLETED);

        repository.update(step);

        assertThat(texts("select status from batch.batch_step_execution")).containsExactly("COMPLETED");
        step.setExitStatus(ExitStatus.NOOP);
        repository.update(step);
        assertThat(texts("select exit_code from batch.batch_step_execution"))
                .as("the version that it was read with is the one that is there")
                .containsExactly("NOOP");
    }

    @ParameterizedTest
    @EnumSource
    @Tag("D4")
    @Tag("D5")
    void aStepIsCreatedOnce(Loss loss) {
        JobExecution execution = execution();
        transactions.lose(loss, 1);

        StepExecution step = repository.createStepExecution("step", execution);

        end(step, BatchStatus.COMPLETED);
        repository.update(step);
        assertThat(texts("select status from batch.batch_step_execution")).containsExactly("COMPLETED");
        assertThat(execution.getStepExecutions())
                .as("JobOperator stops the run")
                .noneMatch(other -> other.getStatus().isRunning());
    }

    @Test
    @Tag("K6")
    void aFailureToStoreTheMetadataIsReportedAndLeavesNoUnknownStatus() throws Exception {
        Job job = job((contribution, chunk) -> {
            transactions.lose(Loss.COMMIT, 1_000);
            return RepeatStatus.FINISHED;
        });

        JobExecution execution = operator.start(job, PARAMETERS);

        assertThat(execution.getFailureExceptions())
                .singleElement()
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.outcome()).isEqualTo(Outcome.UNREACHABLE));
        assertThat(texts("select status from batch.batch_job_execution union all"
                        + " select status from batch.batch_step_execution"))
                .containsExactly("STARTED", "STARTED");

        transactions.lose(Loss.COMMIT, 0);
        operator.recover(repository.getJobExecution(execution.getId()));
        assertThat(operator.start(job((contribution, chunk) -> RepeatStatus.FINISHED), PARAMETERS)
                        .getStatus())
                .isEqualTo(BatchStatus.COMPLETED);
    }

    @Test
    @Tag("O3")
    void aStepThatAnotherRunHasEndedIsUnchanged() {
        JobExecution execution = execution();
        StepExecution step = repository.createStepExecution("step", execution);
        database.sql().execute("update batch.batch_step_execution set status = 'FAILED', version = version + 1");
        end(step, BatchStatus.COMPLETED);

        repository.update(step);

        assertThat(texts("select status from batch.batch_step_execution")).containsExactly("FAILED");
        assertThat(execution.getFailureExceptions())
                .singleElement()
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.outcome()).isEqualTo(Outcome.TEMPORARY_FAILURE));
    }

    @Test
    void aFailureIsStoredAsItsOutcomeAndOneLine() throws Exception {
        JobExecution execution = operator.start(
                job((contribution, chunk) -> {
                    throw new Problem(Outcome.DATA_ERROR, "it is no JSON");
                }),
                PARAMETERS);

        assertThat(execution.getStatus()).isEqualTo(BatchStatus.FAILED);
        String stored = "FAILED DATA_ERROR it is no JSON";
        assertThat(texts("select concat_ws(' ', status, exit_code, exit_message) from batch.batch_step_execution"
                        + " union all select concat_ws(' ', status, exit_code, exit_message)"
                        + " from batch.batch_job_execution"))
                .containsExactly(stored, stored);
    }

    @Test
    @Tag("K3")
    void aStoppedRunHasTheStatusStopped() throws Exception {
        operator.start(
                job((contribution, chunk) -> {
                    throw new Problem(Outcome.STOPPED, "stopped");
                }),
                PARAMETERS);

        assertThat(texts("select status || ' ' || exit_code from batch.batch_step_execution"
                        + " union all select status || ' ' || exit_code from batch.batch_job_execution"))
                .containsExactly("STOPPED STOPPED", "STOPPED STOPPED");
    }

    @Test
    void aStateIsStoredOnce() throws Exception {
        operator.start(job((contribution, chunk) -> RepeatStatus.FINISHED), PARAMETERS);

        assertThat(texts("select version::text from batch.batch_job_execution union all"
                        + " select version::text from batch.batch_step_execution"))
                .as("created, started, ended")
                .containsExactly("2", "2");
        assertThat(database.count("select from batch.batch_job_execution_context")
                        + database.count("select from batch.batch_step_execution_context"))
                .isZero();
    }

    /** Spring Batch never starts an instance without an execution. */
    @Test
    @Tag("K1")
    void anInstanceIsCreatedTogetherWithItsFirstExecution() throws Exception {
        Job job = job((contribution, chunk) -> RepeatStatus.FINISHED);
        database.sql().execute("alter table batch.batch_job_execution add constraint never check (false)");
        assertThatExceptionOfType(DataAccessException.class).isThrownBy(() -> operator.start(job, PARAMETERS));

        assertThat(database.count("select from batch.batch_job_instance")).isZero();
        database.sql().execute("alter table batch.batch_job_execution drop constraint never");
        assertThat(operator.start(job, PARAMETERS).getStatus()).isEqualTo(BatchStatus.COMPLETED);
    }

    @ParameterizedTest
    @CsvSource({
        "UNKNOWN, UNKNOWN",
        "FAILED, UNKNOWN",
        "STARTED, STARTED",
        "STARTED, STARTING",
        "STARTING, STARTED",
        "STOPPING, STARTED",
        "STOPPED, STARTED"
    })
    @Tag("K6")
    void everyStatusOfADeadProcessCanBeRestarted(String job, String step) throws Exception {
        Job again = job((contribution, chunk) -> RepeatStatus.FINISHED);
        JobExecution dead = operator.start(again, PARAMETERS);
        database.sql().update("update batch.batch_job_execution set status = ?, end_time = null", job);
        database.sql().update("update batch.batch_step_execution set status = ?, end_time = null", step);

        JobExecution recovered = operator.recover(repository.getJobExecution(dead.getId()));

        assertThat(texts("select status || ' ' || exit_message from batch.batch_job_execution"))
                .containsExactly("FAILED the process ended before the run did");
        assertThat(texts("select status from batch.batch_step_execution where end_time is not null"))
                .containsExactly("FAILED");
        registry.register(again);
        assertThat(operator.restart(recovered).getStatus()).isEqualTo(BatchStatus.COMPLETED);
    }

    @Test
    void aOneTimeJobIsNotRestarted() throws Exception {
        OneTimeJobs jobs = new OneTimeJobs(repository, operator, transactions);
        Tasklet failing = (contribution, chunk) -> {
            throw new IllegalStateException("stopped half-way");
        };
        Job once = jobs.job("once").start(jobs.step("step", failing)).build();
        assertThatIllegalStateException()
                .isThrownBy(() ->
                        jobs.run(once, OneTimeJobs.parameters(Instant.EPOCH).toJobParameters()))
                .withMessage("stopped half-way");
        registry.register(once);

        assertThatExceptionOfType(JobRestartException.class)
                .isThrownBy(() -> operator.restart(repository.getJobExecution(1)));
    }

    private Job job(Tasklet tasklet) {
        return new JobBuilder("job", repository)
                .start(new StepBuilder("step", repository)
                        .tasklet(tasklet, transactions)
                        .transactionAttribute(new OwnTransactions())
                        .allowStartIfComplete(true)
                        .build())
                .build();
    }

    private List<String> texts(String query) {
        return database.sql().queryForList(query, String.class);
    }
}
