package dev.balancehistory.recording;

import dev.balancehistory.balance.Outcome;
import dev.balancehistory.balance.Problem;
import dev.balancehistory.balance.Sha256;
import dev.balancehistory.balance.Slot;
import dev.balancehistory.database.DatabaseProblem;
import dev.balancehistory.job.JobRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;

/**
 * The job {@code recordBalances}: ask, then record what was answered, also when some of the accounts failed. Spring
 * Batch's simple job would end with the first step that fails, its flow would never restart that step, and both start
 * the JDK's flight recorder, which takes longer than the run.
 */
final class RecordBalancesJob implements Job {
    static final String NAME = "recordBalances";

    private static final Logger log = LoggerFactory.getLogger(RecordBalancesJob.class);

    /** Which scheduled instant the run stands for. */
    private static final String SLOT = "slot";

    /** When a run without a slot was started. */
    private static final String STARTED = "started";

    /** Which accounts the run was asked to record. */
    private static final String ACCOUNTS = "accounts";

    private static final int LONGEST_LIST = 200;

    private final JobRecord record;
    private final List<Step> steps;
    private final Run run;

    RecordBalancesJob(JobRecord record, List<Step> steps, Run run) {
        this.record = record;
        this.steps = steps;
        this.run = run;
    }

    @Override
    public String getName() {
        return NAME;
    }

    /** Never throws: what goes wrong is in the execution, and in the record if that can be reached. */
    @Override
    public void execute(JobExecution execution) {
        try {
            for (Step step : steps) {
                execution.upgradeStatus(executed(step, execution).getStatus());
                if (execution.getStatus() == BatchStatus.STOPPED) {
                    break;
                }
            }
            Outcome outcome = run.outcome();
            execution.upgradeStatus(
                    switch (outcome) {
                        case DONE -> BatchStatus.COMPLETED;
                        case STOPPED -> BatchStatus.STOPPED;
                        default -> BatchStatus.FAILED;
                    });
            execution.setExitStatus(exitStatus(execution.getStatus(), outcome));
            record.end(execution);
        } catch (RuntimeException e) {
            execution.addFailureException(e);
        }
    }

    private static ExitStatus exitStatus(BatchStatus status, Outcome outcome) {
        if (status == BatchStatus.COMPLETED) {
            return ExitStatus.COMPLETED;
        }
        return outcome == Outcome.DONE ? ExitStatus.FAILED : new ExitStatus(outcome.name());
    }

    private StepExecution executed(Step step, JobExecution execution) {
        StepExecution stepExecution = record.start(step.getName(), execution);
        try {
            step.execute(stepExecution);
            stepExecution.upgradeStatus(BatchStatus.COMPLETED);
            stepExecution.setExitStatus(ExitStatus.COMPLETED.and(stepExecution.getExitStatus()));
        } catch (RuntimeException | JobInterruptedException e) {
            Problem problem = DatabaseProblem.of(e);
            if (problem.outcome() == Outcome.DEFECT) {
                log.error("Step {} failed, by a defect", step.getName(), e);
            }
            stepExecution.setStatus(BatchStatus.FAILED);
            stepExecution.setExitStatus(ExitStatus.FAILED.addExitDescription(String.valueOf(problem.getMessage())));
            stepExecution.addFailureException(problem);
        }
        record.end(stepExecution);
        return stepExecution;
    }

    /** The same slot and accounts are the same job instance, so that a run is restarted and not repeated. */
    static JobParameters parameters(@Nullable Slot slot, List<String> accounts, Instant now) {
        JobParametersBuilder parameters = new JobParametersBuilder();
        if (slot == null) {
            parameters.addString(STARTED, now.toString());
        } else {
            parameters.addString(SLOT, slot.toString());
        }
        String list = String.join(",", accounts);
        String hash = HexFormat.of().formatHex(Sha256.of(list.getBytes(StandardCharsets.UTF_8)));
        parameters.addString(
                ACCOUNTS, list.length() <= LONGEST_LIST ? list : accounts.size() + " accounts, sha256 " + hash);
        return parameters.toJobParameters();
    }
}
