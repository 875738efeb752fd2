package dev.balancehistory.recording;

import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.launch.JobExecutionAlreadyRunningException;
import org.springframework.batch.core.launch.JobInstanceAlreadyCompleteException;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.launch.JobRestartException;
import org.springframework.batch.core.repository.JobRepository;

/** Starts the job of a run, or restarts it if its process has died. */
record JobLaunch(Job job, JobOperator operator, JobRepository repository) {
    /** Returns the execution after its end; null if the slot was recorded before. */
    @Nullable
    JobExecution of(JobParameters parameters, OpenRun run) {
        try {
            return operator.start(job, parameters);
        } catch (JobInstanceAlreadyCompleteException e) {
            return null;
        } catch (JobExecutionAlreadyRunningException | JobRestartException e) {
            return restarted(parameters, run);
        } catch (JobExecutionException e) {
            throw new IllegalStateException("The job can't be started", e);
        }
    }

    /** Restarts an unfinished execution. A run that holds all of its accounts proves that its process is gone. */
    private JobExecution restarted(JobParameters parameters, OpenRun run) {
        JobExecution last = Objects.requireNonNull(repository.getLastJobExecution(job.getName(), parameters));
        if (!run.holdsAll()) {
            throw new Problem(
                    Outcome.TEMPORARY_FAILURE,
                    "the run can't start: run " + last.getId()
                            + " for the same slot and accounts has not ended: try again");
        }
        try {
            return operator.restart(operator.recover(last));
        } catch (JobRestartException e) {
            throw new IllegalStateException("The job can't be restarted", e);
        }
    }
}
