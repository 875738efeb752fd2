package dev.balancehistory.job;

import dev.balancehistory.database.DatabaseProblem;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.dao.jdbc.JdbcJobExecutionDao;
import org.springframework.batch.core.repository.dao.jdbc.JdbcJobInstanceDao;
import org.springframework.batch.core.repository.dao.jdbc.JdbcStepExecutionDao;
import org.springframework.batch.core.repository.support.JdbcJobRepositoryFactoryBean;
import org.springframework.batch.core.repository.support.SimpleJobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.core.retry.RetryOperations;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Spring Batch's repository, in which each write is a transaction that is retried after a lost connection. A failed
 * write is noted in the execution and not thrown: an exception would make the step UNKNOWN, which prevents every
 * restart. The next run recovers an execution that is still STARTED in the database.
 */
final class RetryingJobRepository extends SimpleJobRepository {
    private static final Logger log = LoggerFactory.getLogger(RetryingJobRepository.class);

    private final TransactionOperations transaction;
    private final RetryOperations retry;
    private volatile @Nullable JobInstance created;

    private RetryingJobRepository(
            JdbcJobInstanceDao instances,
            JdbcJobExecutionDao executions,
            JdbcStepExecutionDao steps,
            TransactionOperations transaction,
            RetryOperations retry) {
        super(instances, executions, steps, new NoExecutionContexts());
        this.transaction = transaction;
        this.retry = retry;
    }

    /** Creates the repository's parts without the proxies that begin a transaction for each method. */
    private static final class Factory extends JdbcJobRepositoryFactoryBean {
        private Factory(DataSource dataSource, PlatformTransactionManager transactions) {
            setDataSource(dataSource);
            setTransactionManager(transactions);
            setDatabaseType("POSTGRES");
            setTablePrefix("batch.BATCH_");
        }

        private JobRepository repository(TransactionOperations transaction, RetryOperations retry) throws Exception {
            afterPropertiesSet();
            JdbcJobInstanceDao instances = createJobInstanceDao();
            JdbcJobExecutionDao executions = createJobExecutionDao();
            executions.setJobInstanceDao(instances);
            JdbcStepExecutionDao steps = createStepExecutionDao();
            steps.setJobExecutionDao(executions);
            return new RetryingJobRepository(instances, executions, steps, transaction, retry);
        }
    }

    /**
     * Returns the repository in this database.
     *
     * @param retry the retry of a write after a lost connection
     */
    static JobRepository in(DataSource dataSource, PlatformTransactionManager transactions, RetryOperations retry) {
        try {
            return new Factory(dataSource, transactions).repository(new TransactionTemplate(transactions), retry);
        } catch (Exception e) {
            throw new IllegalStateException("The job repository can't be made", e);
        }
    }

    @Override
    public JobInstance createJobInstance(String job, JobParameters parameters) {
        JobInstance instance = super.createJobInstance(job, parameters);
        created = instance;
        return instance;
    }

    /** Stores the execution as started at once, which takes Spring Batch another transaction. */
    @Override
    public JobExecution createJobExecution(JobInstance instance, JobParameters parameters, ExecutionContext context) {
        return transaction.execute(status -> {
            JobExecution job = super.createJobExecution(instance, parameters, context);
            job.setStatus(BatchStatus.STARTED);
            job.setStartTime(now());
            super.update(job);
            return job;
        });
    }

    /** Stores the step as started at once. */
    @Override
    public StepExecution createStepExecution(String step, JobExecution job) {
        return retried(again -> {
            StepExecution tried = again ? last(job.getStepExecutions().stream(), step) : null;
            if (tried != null) {
                // Only the acknowledgement of its COMMIT may have been lost.
                StepExecution stored = super.getLastStepExecution(job.getJobInstance(), step);
                if (stored != null && stored.getId() == tried.getId()) {
                    return tried;
                }
                tried.setStatus(BatchStatus.ABANDONED);
            }
            return started(super.createStepExecution(step, job));
        });
    }

    private StepExecution started(StepExecution step) {
        step.setStatus(BatchStatus.STARTED);
        step.setStartTime(now());
        super.update(step);
        return step;
    }

    /** Returns the time in the zone of Spring Batch. */
    private static LocalDateTime now() {
        return LocalDateTime.now(ZoneId.systemDefault());
    }

    /** Does not query the steps of a new instance. */
    @Override
    public @Nullable StepExecution getLastStepExecution(JobInstance instance, String step) {
        return isNew(instance) ? last(steps(instance), step) : super.getLastStepExecution(instance, step);
    }

    @Override
    public long getStepExecutionCount(JobInstance instance, String step) {
        return isNew(instance)
                ? steps(instance)
                        .filter(execution -> execution.getStepName().equals(step))
                        .count()
                : stepExecutionDao.countStepExecutions(instance, step);
    }

    /** Queries an instance that was read again, since other processes may have added executions. */
    @SuppressWarnings("ReferenceEquality")
    private boolean isNew(JobInstance instance) {
        return instance == created;
    }

    private static Stream<StepExecution> steps(JobInstance instance) {
        return instance.getJobExecutions().stream().flatMap(job -> job.getStepExecutions().stream());
    }

    private static @Nullable StepExecution last(Stream<StepExecution> steps, String name) {
        return steps.filter(step -> step.getStepName().equals(name))
                .reduce((earlier, later) -> later)
                .orElse(null);
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
        job.setExitStatus(described(job.getExitStatus(), job.getFailureExceptions()));
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
        step.setExitStatus(described(step.getExitStatus(), step.getFailureExceptions()));
        if (step.getStatus() == BatchStatus.FAILED
                && step.getExitStatus().getExitCode().equals(Outcome.STOPPED.name())) {
            step.setStatus(BatchStatus.STOPPED);
        }
    }

    /** Replaces a stack trace by the outcome and one line. */
    private static ExitStatus described(ExitStatus status, List<Throwable> failures) {
        return failures.stream()
                .filter(failure ->
                        status.getExitDescription().contains(failure.getClass().getName()))
                .findFirst()
                .map(failure -> {
                    if (failure instanceof JobInterruptedException) {
                        return ExitStatus.STOPPED;
                    }
                    Problem problem = DatabaseProblem.of(failure);
                    return new ExitStatus(problem.outcome().name(), String.valueOf(problem.getMessage()));
                })
                .orElse(status);
    }

    /**
     * Writes in one transaction, and retries in another one if the connection is lost.
     *
     * @param write the write, given whether it was tried before
     */
    private <T> T retried(Function<Boolean, T> write) {
        AtomicBoolean again = new AtomicBoolean();
        return retry.invoke(() -> {
            boolean tried = again.getAndSet(true);
            return transaction.execute(status -> write.apply(tried));
        });
    }
}
