package dev.balancehistory.job;

import dev.balancehistory.balance.Outcome;
import dev.balancehistory.balance.Problem;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.Entity;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.core.retry.RetryOperations;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes the job metadata of Spring Batch: each method in one transaction, or in the caller's. Safe for many threads.
 */
public final class JobRecord {
    private static final Logger log = LoggerFactory.getLogger(JobRecord.class);

    private final JobRepository repository;
    private final RecordTransactions transactions;

    private JobRecord(JobRepository repository, RecordTransactions transactions) {
        this.repository = repository;
        this.transactions = transactions;
    }

    /**
     * Returns the record in this database.
     *
     * @param retry for steps, and for the end of a run, when the connection is lost
     */
    public static JobRecord in(DataSource dataSource, PlatformTransactionManager transactions, RetryOperations retry) {
        return new JobRecord(
                PlainJobRepository.in(dataSource, transactions),
                new RecordTransactions(new TransactionTemplate(transactions), retry));
    }

    /**
     * Starts a run. One with the parameters of an earlier run, which did not complete, is its restart.
     *
     * @param alone whether no other process can be in a run with these parameters: one without an end is dead then
     * @return null if a run with these parameters has completed
     * @throws Problem if one is still under way
     */
    public @Nullable JobExecution start(String job, JobParameters parameters, boolean alone) {
        return together(() -> {
            JobInstance instance = repository.getJobInstance(job, parameters);
            if (instance == null) {
                return begun(repository.createJobInstance(job, parameters), parameters);
            }
            for (JobExecution earlier : repository.getJobExecutions(instance)) {
                if (earlier.getStatus() == BatchStatus.COMPLETED) {
                    return null;
                }
                if (earlier.isRunning() && alone) {
                    endDead(earlier);
                } else if (earlier.isRunning()) {
                    throw new Problem(Outcome.LATER, "the run can't start: run " + earlier.getId() + " is it already");
                }
            }
            return begun(instance, parameters);
        });
    }

    private JobExecution begun(JobInstance instance, JobParameters parameters) {
        JobExecution execution = repository.createJobExecution(instance, parameters, new ExecutionContext());
        execution.setStartTime(now());
        execution.setStatus(BatchStatus.STARTED);
        repository.update(execution);
        return execution;
    }

    /** Starts a step. */
    public StepExecution start(String step, JobExecution run) {
        return transactions.run(again -> {
            StepExecution execution = begun(step, run, again);
            execution.setStatus(BatchStatus.STARTED);
            repository.update(execution);
            return execution;
        });
    }

    /** Starts a part of a step that is soon over: its first state is not written until it ends. */
    public StepExecution startPart(String part, JobExecution run) {
        return transactions.run(again -> begun(part, run, again));
    }

    private StepExecution begun(String step, JobExecution run, boolean again) {
        StepExecution before = again ? repository.getLastStepExecution(run.getJobInstance(), step) : null;
        if (before != null && before.getJobExecutionId() == run.getId()) {
            before.setExitStatus(ExitStatus.FAILED.addExitDescription("the word of its start was lost"));
            endDead(before);
        }
        StepExecution execution = repository.createStepExecution(step, run);
        execution.setStartTime(now());
        return execution;
    }

    /**
     * Ends a step, which has its status by now.
     *
     * @throws Problem if another run has ended it
     */
    public void end(StepExecution step) {
        step.setEndTime(now());
        update(step, () -> repository.update(step), () -> {
            StepExecution stored = repository.getStepExecution(step.getId());
            return stored != null && stored.getStatus() == step.getStatus();
        });
    }

    /**
     * Ends a run, which has its status by now.
     *
     * @throws Problem if another run has ended it
     */
    public void end(JobExecution run) {
        run.setEndTime(now());
        update(run, () -> repository.update(run), () -> {
            JobExecution stored = repository.getJobExecution(run.getId());
            return stored != null && stored.getStatus() == run.getStatus();
        });
    }

    /**
     * @param stored whether the database has it as it is now
     */
    private void update(Entity entity, Runnable update, BooleanSupplier stored) {
        Integer version = Objects.requireNonNull(entity.getVersion(), "It was stored");
        try {
            transactions.run(again -> {
                // The repository has counted it up, whatever became of the transaction.
                entity.setVersion(version);
                if (!again || !stored.getAsBoolean()) {
                    update.run();
                }
                return entity;
            });
        } catch (OptimisticLockingFailureException e) {
            throw new Problem(
                    Outcome.LATER,
                    "another run took this one for dead, since it stood still: what it fetched is kept",
                    e);
        }
    }

    /** Ends the runs of a job whose process died, as failed. To be called only when no run of it can be alive. */
    public void endDead(String job) {
        List.copyOf(repository.findRunningJobExecutions(job)).forEach(this::endDead);
    }

    private void endDead(JobExecution run) {
        log.info("Run {} ended without a word", run.getId());
        for (StepExecution step : run.getStepExecutions()) {
            if (step.getStatus().isRunning()) {
                endDead(step);
            }
        }
        run.setStatus(BatchStatus.FAILED);
        run.setExitStatus(ExitStatus.FAILED.addExitDescription("the process ended before the run did"));
        end(run);
    }

    private void endDead(StepExecution step) {
        step.setStatus(BatchStatus.FAILED);
        end(step);
    }

    /** Does several of these in one transaction. */
    public <T extends @Nullable Object> T together(Supplier<T> action) {
        return transactions.once(action);
    }

    /** In the zone that Spring Batch writes its own times in. */
    private static LocalDateTime now() {
        return LocalDateTime.now(ZoneId.systemDefault());
    }
}
