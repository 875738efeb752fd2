package dev.balancehistory.recording;

import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.tasklet.StoppableTasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/** A step of a run. A stop of the step stops the run and ends every wait. */
abstract class RunTasklet implements StoppableTasklet {
    private final OpenRuns runs;

    RunTasklet(OpenRuns runs) {
        this.runs = runs;
    }

    @Override
    public final RepeatStatus execute(StepContribution contribution, ChunkContext chunk)
            throws JobInterruptedException {
        StepExecution step = contribution.getStepExecution();
        execute(runs.of(step.getJobExecution()), step);
        return RepeatStatus.FINISHED;
    }

    /**
     * Executes the pending work, which it reads from the history.
     *
     * @throws JobInterruptedException if the run was stopped
     */
    abstract void execute(Run run, StepExecution step) throws JobInterruptedException;

    /** Ends an unfinished step if the run was stopped. */
    static void checkStopped(Run run) throws JobInterruptedException {
        if (run.deadline().stopped()) {
            throw new JobInterruptedException("the run was stopped");
        }
    }

    /** Stops a run of this process. One of another process reads the stop from the job metadata before its next step. */
    @Override
    public final void stop(StepExecution step) {
        OpenRun run = runs.find(step.getJobExecution().getJobParameters());
        if (run != null) {
            run.run().deadline().stop();
        }
    }

    @Override
    @SuppressWarnings("removal")
    public final void stop() {
        throw new UnsupportedOperationException("stop(StepExecution) has replaced it");
    }
}
