package dev.balancehistory.recording;

import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.tasklet.StoppableTasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/** A step of a run. To stop it is to stop the run, which ends every wait. */
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
     * Does what is left to do, which it finds out from the history.
     *
     * @throws JobInterruptedException if the run was told to stop
     */
    abstract void execute(Run run, StepExecution step) throws JobInterruptedException;

    /** Ends a step that is not finished, since the run was told to stop. */
    static void goOn(Run run) throws JobInterruptedException {
        if (run.deadline().stopped()) {
            throw new JobInterruptedException("the run was told to stop");
        }
    }

    /** Does nothing for a run of another process, which sees it in the job metadata before its next step. */
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
