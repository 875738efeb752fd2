package dev.balancehistory.job;

import java.util.Collection;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.repository.dao.ExecutionContextDao;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/**
 * Stores no execution context and reads none: a step finds out from the history what is left to do. Java's own
 * deserialization, Spring Batch's default, would run the code of anyone who can write its tables.
 */
final class NoExecutionContexts implements ExecutionContextDao {
    @Override
    public ExecutionContext getExecutionContext(JobExecution job) {
        return new ExecutionContext();
    }

    @Override
    public ExecutionContext getExecutionContext(StepExecution step) {
        return new ExecutionContext();
    }

    @Override
    public void saveExecutionContext(JobExecution job) {}

    @Override
    public void saveExecutionContext(StepExecution step) {}

    @Override
    public void saveExecutionContexts(Collection<StepExecution> steps) {}

    @Override
    public void updateExecutionContext(JobExecution job) {}

    @Override
    public void updateExecutionContext(StepExecution step) {}

    @Override
    public void deleteExecutionContext(JobExecution job) {}

    @Override
    public void deleteExecutionContext(StepExecution step) {}
}
