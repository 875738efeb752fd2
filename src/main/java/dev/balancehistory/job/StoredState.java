package dev.balancehistory.job;

import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.Entity;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/**
 * The state in which an execution was stored last, kept in its context in memory. Spring Batch stores each state
 * several times.
 *
 * @param endTime the end; null while it runs
 */
record StoredState(
        BatchStatus status, ExitStatus exitStatus, @Nullable LocalDateTime endTime, long readCount, long writeCount) {
    /** The state of a job execution that could not be stored. */
    static final StoredState LOST = new StoredState(BatchStatus.UNKNOWN, ExitStatus.UNKNOWN, null, 0, 0);

    private static final String KEY = "storedState";

    static StoredState of(JobExecution job) {
        return new StoredState(job.getStatus(), job.getExitStatus(), job.getEndTime(), 0, 0);
    }

    static StoredState of(StepExecution step) {
        return new StoredState(
                step.getStatus(), step.getExitStatus(), step.getEndTime(), step.getReadCount(), step.getWriteCount());
    }

    static boolean isLost(JobExecution job) {
        return job.getExecutionContext().get(KEY) == LOST;
    }

    void noteIn(ExecutionContext context) {
        context.put(KEY, this);
    }

    /**
     * Returns whether this state need not be stored: it is noted already, or only counts of a started execution differ.
     */
    boolean isStored(Entity execution, ExecutionContext context) {
        Integer version = execution.getVersion();
        return equals(context.get(KEY)) || (status == BatchStatus.STARTED && version != null && version > 0);
    }
}
