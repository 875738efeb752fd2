package dev.balancehistory.importing;

import dev.balancehistory.job.OneTimeJobs;
import dev.balancehistory.process.Outcome;
import java.time.Instant;
import java.util.function.LongConsumer;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/** The job {@code importBalances}, which notes each import in the job metadata. */
record ImportJob(OneTimeJobs jobs) {
    private static final String JOB = "importBalances";
    private static final int LONGEST_LIST = 500;

    /** Marks the runs whose process is dead. */
    void recover() {
        jobs.recover(JOB);
    }

    /** Runs an import: the work, which is given the number of its run in the job metadata. */
    void run(ImportRequest request, Instant now, LongConsumer work, ImportCount count) {
        Tasklet tasklet = (contribution, chunk) -> {
            StepExecution step = contribution.getStepExecution();
            try {
                work.accept(step.getJobExecutionId());
            } finally {
                step.setReadCount(count.responses());
                step.setWriteCount(count.balances());
            }
            Imported imported = count.result(0);
            if (imported.outcome() != Outcome.DONE) {
                step.setStatus(BatchStatus.FAILED);
                contribution.setExitStatus(new ExitStatus(
                        imported.outcome().name(), imported.rejected() == 0 ? "" : "rejected: " + imported.rejected()));
            }
            return RepeatStatus.FINISHED;
        };
        String files = String.join(" ", request.paths());
        jobs.run(
                jobs.job(JOB).start(jobs.step("importResponses", tasklet)).build(),
                OneTimeJobs.parameters(now)
                        .addString("files", files.substring(0, Math.min(files.length(), LONGEST_LIST)))
                        .addString("account", request.account() == null ? "as in the files" : request.account())
                        .toJobParameters());
    }
}
