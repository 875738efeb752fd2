package dev.balancehistory.job;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.repository.dao.jdbc.JdbcJobExecutionDao;
import org.springframework.batch.core.repository.dao.jdbc.JdbcJobInstanceDao;
import org.springframework.batch.core.repository.dao.jdbc.JdbcStepExecutionDao;
import org.springframework.batch.core.repository.support.SimpleJobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/**
 * Spring Batch's repository with fewer statements: it stores an execution as started at once, and knows the steps of an
 * instance that it created.
 */
class BriefJobRepository extends SimpleJobRepository {
    private volatile @Nullable JobInstance created;

    BriefJobRepository(JdbcJobInstanceDao instances, JdbcJobExecutionDao executions, JdbcStepExecutionDao steps) {
        super(instances, executions, steps, new NoExecutionContexts());
    }

    @Override
    public JobInstance createJobInstance(String job, JobParameters parameters) {
        JobInstance instance = super.createJobInstance(job, parameters);
        created = instance;
        return instance;
    }

    @Override
    public JobExecution createJobExecution(JobInstance instance, JobParameters parameters, ExecutionContext context) {
        JobExecution job = super.createJobExecution(instance, parameters, context);
        job.setStatus(BatchStatus.STARTED);
        job.setStartTime(now());
        super.update(job);
        return job;
    }

    @Override
    public StepExecution createStepExecution(String name, JobExecution job) {
        StepExecution step = super.createStepExecution(name, job);
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

    static @Nullable StepExecution last(Stream<StepExecution> steps, String name) {
        return steps.filter(step -> step.getStepName().equals(name))
                .reduce((earlier, later) -> later)
                .orElse(null);
    }
}
