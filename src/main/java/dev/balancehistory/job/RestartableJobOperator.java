package dev.balancehistory.job;

import dev.balancehistory.database.Sequences;
import dev.balancehistory.database.Sequences.Behind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.configuration.JobRegistry;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.parameters.InvalidJobParametersException;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.launch.JobExecutionAlreadyRunningException;
import org.springframework.batch.core.launch.JobInstanceAlreadyCompleteException;
import org.springframework.batch.core.launch.JobRestartException;
import org.springframework.batch.core.launch.support.TaskExecutorJobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;

/**
 * Spring Batch's operator, changed so that every instance can be restarted. It creates an instance and its first
 * execution in one transaction, since an instance without an execution can never be restarted. It also recovers UNKNOWN
 * executions, since each step reads its pending work from the history.
 */
final class RestartableJobOperator extends TaskExecutorJobOperator {
    /** A logger of another name, since Spring Batch logs each execution in full by the name of this class. */
    private static final Logger log = LoggerFactory.getLogger("dev.balancehistory.job");

    private final PlatformTransactionManager transactions;
    private final JdbcOperations database;

    RestartableJobOperator(
            JobRepository repository,
            JobRegistry registry,
            PlatformTransactionManager transactions,
            JdbcOperations database) {
        this.transactions = transactions;
        this.database = database;
        setJobRepository(repository);
        setJobRegistry(registry);
        try {
            afterPropertiesSet();
        } catch (Exception e) {
            throw new IllegalStateException("The job operator can't be made", e);
        }
    }

    @Override
    public JobExecution run(Job job, JobParameters parameters)
            throws JobExecutionAlreadyRunningException, JobRestartException, JobInstanceAlreadyCompleteException,
                    InvalidJobParametersException {
        for (Behind behind : Sequences.advance(database)) {
            log.warn(
                    "The sequence {} was behind its table, as after a logical replication: advanced to {}",
                    behind.name(),
                    behind.highest());
        }
        JobExecution execution = created(job, parameters);
        super.launchJobExecution(job, execution);
        return execution;
    }

    private JobExecution created(Job job, JobParameters parameters)
            throws JobExecutionAlreadyRunningException, JobRestartException, JobInstanceAlreadyCompleteException,
                    InvalidJobParametersException {
        TransactionStatus transaction = transactions.getTransaction(null);
        JobExecution execution;
        try {
            execution = super.run(job, parameters);
        } catch (JobExecutionException | RuntimeException e) {
            transactions.rollback(transaction);
            throw e;
        }
        transactions.commit(transaction);
        return execution;
    }

    /** Launches nothing, since the transaction has not been committed yet. */
    @Override
    protected void launchJobExecution(Job job, JobExecution execution) {}

    @Override
    public JobExecution recover(JobExecution job) {
        if (job.getStatus() == BatchStatus.COMPLETED || job.getStatus() == BatchStatus.ABANDONED) {
            return super.recover(job);
        }
        log.info("Run {} is marked as failed, since its process ended before the run", job.getId());
        for (StepExecution step : job.getStepExecutions()) {
            if (step.getStatus() == BatchStatus.UNKNOWN) {
                step.setStatus(BatchStatus.STARTED);
            }
        }
        job.setStatus(BatchStatus.STARTED);
        job.setExitStatus(ExitStatus.FAILED.addExitDescription("the process ended before the run did"));
        return super.recover(job);
    }
}
