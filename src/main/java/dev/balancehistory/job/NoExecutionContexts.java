package dev.balancehistory.job;

import java.util.Collection;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.repository.dao.ExecutionContextDao;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/**
 * Stores and reads no execution context: a step reads its pending work from the history. Java's deserialization, Spring
 * Batch's default, would run code from anyone with write access to its tables.
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
