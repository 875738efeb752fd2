package dev.balancehistory.job;

import dev.balancehistory.balance.Outcome;
import dev.balancehistory.balance.Problem;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.step.StepExecution;

/** The record of a run that is never restarted: its steps, one after the other, and its end. For one thread. */
public final class JobRun {
    private static final Logger log = LoggerFactory.getLogger(JobRun.class);

    private final JobRecord record;
    private final JobExecution execution;
    private @Nullable StepExecution step;

    private JobRun(JobRecord record, JobExecution execution) {
        this.record = record;
        this.execution = execution;
    }

    /** Returns parameters that no other run has, to be added to. */
    public static JobParametersBuilder parameters(Instant now) {
        return new JobParametersBuilder()
                .addString("started", now.truncatedTo(ChronoUnit.MILLIS).toString())
                .addString("run", UUID.randomUUID().toString());
    }

    /**
     * Notes that it begins, with its first step.
     *
     * @param parameters made by {@link #parameters}
     */
    public static JobRun start(JobRecord record, String job, JobParameters parameters, String firstStep) {
        return record.together(() -> {
            JobExecution execution =
                    Objects.requireNonNull(record.start(job, parameters, false), "Its parameters are new");
            JobRun run = new JobRun(record, execution);
            run.step = record.start(firstStep, execution);
            return run;
        });
    }

    /** Returns its number in the job metadata. */
    public long id() {
        return execution.getId();
    }

    /**
     * Notes that its step has ended well, and which one begins.
     *
     * @param read how many things the step has looked at
     * @param written how many of them it has written
     */
    public void next(String nextStep, long read, long written) {
        endStep(BatchStatus.COMPLETED, ExitStatus.COMPLETED.getExitCode(), read, written);
        step = record.start(nextStep, execution);
    }

    /**
     * Notes how it ended.
     *
     * @param message what went wrong, for people; null if nothing did
     * @param read how many things its last step has looked at
     * @param written how many of them it has written
     */
    public void end(Outcome outcome, @Nullable String message, long read, long written) {
        BatchStatus status = switch (outcome) {
            case DONE -> BatchStatus.COMPLETED;
            case STOPPED -> BatchStatus.STOPPED;
            default -> BatchStatus.FAILED;
        };
        String code = outcome == Outcome.DONE ? ExitStatus.COMPLETED.getExitCode() : outcome.name();
        execution.setStatus(status);
        execution.setExitStatus(new ExitStatus(code, message == null ? "" : message));
        record.together(() -> {
            // The views show what a run says and what its steps say; once is enough.
            endStep(status, code, read, written);
            record.end(execution);
            return execution;
        });
    }

    /** Notes that it failed. If that can't be noted, what went wrong before is still what to tell. */
    public void fail(Problem problem, long read, long written) {
        try {
            end(problem.outcome(), problem.getMessage(), read, written);
        } catch (RuntimeException e) {
            log.debug("The end of the run can't be recorded", e);
        }
    }

    private void endStep(BatchStatus status, String code, long read, long written) {
        StepExecution ending = Objects.requireNonNull(step);
        ending.setReadCount(read);
        ending.setWriteCount(written);
        ending.setStatus(status);
        ending.setExitStatus(new ExitStatus(code));
        record.end(ending);
    }
}
