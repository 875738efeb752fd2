package dev.balancehistory.job;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.transaction.PlatformTransactionManager;

/** Builds and starts jobs that are never restarted: each run is a separate job instance. */
public final class OneTimeJobs {
    private final JobRepository repository;
    private final JobOperator operator;
    private final PlatformTransactionManager transactions;

    OneTimeJobs(JobRepository repository, JobOperator operator, PlatformTransactionManager transactions) {
        this.repository = repository;
        this.operator = operator;
        this.transactions = transactions;
    }

    /** Returns unique parameters, to which others can be added. */
    public static JobParametersBuilder parameters(Instant now) {
        return new JobParametersBuilder()
                .addString("started", now.truncatedTo(ChronoUnit.MILLIS).toString())
                .addString("run", UUID.randomUUID().toString());
    }

    /** Returns the builder of a job. */
    public JobBuilder job(String name) {
        return new JobBuilder(name, repository).preventRestart();
    }

    /** Returns a step whose tasklet manages its transactions itself. */
    public Step step(String name, Tasklet tasklet) {
        return new StepBuilder(name, repository)
                .tasklet(tasklet, transactions)
                .transactionAttribute(new OwnTransactions())
                .build();
    }

    /** Marks the unfinished executions of a job as failed. To be called only when none of them can be alive. */
    public void recover(String job) {
        List.copyOf(repository.findRunningJobExecutions(job)).forEach(operator::recover);
    }

    /**
     * Runs a job.
     *
     * @throws RuntimeException the first exception of a step
     */
    public void run(Job job, JobParameters parameters) {
        JobExecution execution;
        try {
            execution = operator.start(job, parameters);
        } catch (JobExecutionException e) {
            throw new IllegalStateException("A job whose parameters are new can't be started", e);
        }
        Stream.concat(
                        execution.getStepExecutions().stream().flatMap(step -> step.getFailureExceptions().stream()),
                        execution.getFailureExceptions().stream())
                .filter(failure -> !(failure instanceof JobInterruptedException))
                .findFirst()
                .ifPresent(failure -> {
                    throw failure instanceof RuntimeException e ? e : new IllegalStateException(failure);
                });
    }
}
