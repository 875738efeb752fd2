package dev.balancehistory.job;

import dev.balancehistory.database.DatabaseProblem;
import dev.balancehistory.database.DatabaseRetry;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.repository.dao.jdbc.JdbcJobExecutionDao;
import org.springframework.batch.core.repository.dao.jdbc.JdbcJobInstanceDao;
import org.springframework.batch.core.repository.dao.jdbc.JdbcStepExecutionDao;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.transaction.support.TransactionOperations;

/**
 * A job repository in which each write is a transaction that is retried after a lost connection. A failed
 * write is noted in the execution and not thrown: an exception would make the step UNKNOWN, which prevents every
 * restart. The next run recovers an execution that is still STARTED in the database.
 */
final class RetryingJobRepository extends BriefJobRepository {
    private static final Logger log = LoggerFactory.getLogger(RetryingJobRepository.class);

    private final TransactionOperations transaction;

    RetryingJobRepository(
            JdbcJobInstanceDao instances,
            JdbcJobExecutionDao executions,
            JdbcStepExecutionDao steps,
            TransactionOperations transaction) {
        super(instances, executions, steps);
        this.transaction = transaction;
    }

    @Override
    public JobExecution createJobExecution(JobInstance instance, JobParameters parameters, ExecutionContext context) {
        return transaction.execute(status -> super.createJobExecution(instance, parameters, context));
    }

    @Override
    public StepExecution createStepExecution(String step, JobExecution job) {
        return retried(again -> {
            StepExecution tried = again ? last(job.getStepExecutions().stream(), step) : null;
            if (tried != null) {
                // Only the acknowledgement of its COMMIT may have been lost.
                StepExecution stored = stepExecutionDao.getLastStepExecution(job.getJobInstance(), step);
                if (stored != null && stored.getId() == tried.getId()) {
                    return tried;
                }
                tried.setStatus(BatchStatus.ABANDONED);
            }
            return super.createStepExecution(step, job);
        });
    }

    /** Updates a step, one thread at a time: another thread can stop the step at its end. */
    @Override
    public synchronized void update(StepExecution step) {
        describe(step);
        StoredState state = StoredState.of(step);
        if (StoredState.isLost(step.getJobExecution()) || state.isStored(step, step.getExecutionContext())) {
            return;
        }
        Integer version = version(step);
        try {
            retried(again -> {
                // A rolled-back try has incremented it too.
                step.setVersion(version);
                if (!again || !isStored(step)) {
                    super.update(step);
                }
                return step;
            });
            state.noteIn(step.getExecutionContext());
        } catch (RuntimeException e) {
            noteLost(step.getJobExecution(), e);
        }
    }

    @Override
    public synchronized void update(JobExecution job) {
        job.setExitStatus(ExitDescription.of(job.getExitStatus(), job.getFailureExceptions()));
        StoredState state = StoredState.of(job);
        if (StoredState.isLost(job) || state.isStored(job, job.getExecutionContext())) {
            return;
        }
        try {
            // Its version is read each time.
            retried(again -> {
                super.update(job);
                return job;
            });
            state.noteIn(job.getExecutionContext());
        } catch (RuntimeException e) {
            noteLost(job, e);
        }
    }

    private static Integer version(StepExecution step) {
        return Objects.requireNonNull(step.getVersion(), "It was stored");
    }

    private boolean isStored(StepExecution step) {
        StepExecution stored = getStepExecution(step.getId());
        if (stored == null || stored.getStatus() != step.getStatus()) {
            return false;
        }
        step.setVersion(version(stored));
        return true;
    }

    /** Notes that this execution is stored no further. The next run recovers its state in the database. */
    private static void noteLost(JobExecution job, RuntimeException e) {
        log.debug("Job execution {} can't be stored", job.getId(), e);
        StoredState.LOST.noteIn(job.getExecutionContext());
        job.addFailureException(
                e instanceof OptimisticLockingFailureException
                        ? new Problem(
                                Outcome.TEMPORARY_FAILURE,
                                "another run recovered this one, since its process was frozen; its responses"
                                        + " are stored",
                                e)
                        : DatabaseProblem.of(e));
    }

    private static void describe(StepExecution step) {
        step.setExitStatus(ExitDescription.of(step.getExitStatus(), step.getFailureExceptions()));
        if (step.getStatus() == BatchStatus.FAILED
                && step.getExitStatus().getExitCode().equals(Outcome.STOPPED.name())) {
            step.setStatus(BatchStatus.STOPPED);
        }
    }

    /**
     * Writes in one transaction, and retries in another one if the connection is lost.
     *
     * @param write the write, given whether it was tried before
     */
    private <T> T retried(Function<Boolean, T> write) {
        AtomicBoolean again = new AtomicBoolean();
        return DatabaseRetry.BRIEF.invoke(() -> {
            boolean tried = again.getAndSet(true);
            return transaction.execute(status -> write.apply(tried));
        });
    }
}
