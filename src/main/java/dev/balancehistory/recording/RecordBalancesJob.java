package dev.balancehistory.recording;

import dev.balancehistory.balance.Outcome;
import dev.balancehistory.balance.Sha256;
import dev.balancehistory.balance.Slot;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.AbstractJob;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.job.StartLimitExceededException;
import org.springframework.batch.core.job.parameters.DefaultJobParametersValidator;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobRestartException;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;

/**
 * The job {@code recordBalances}: ask, then record what was answered, also when some of the accounts failed. Spring
 * Batch's simple job would end with the first step that fails, and its flow would never restart that step.
 */
final class RecordBalancesJob extends AbstractJob {
    static final String NAME = "recordBalances";

    /** Which scheduled instant the run stands for. */
    private static final String SLOT = "slot";

    /** When a run without a slot was started. */
    private static final String STARTED = "started";

    /** Which accounts the run was asked to record. */
    private static final String ACCOUNTS = "accounts";

    private static final int LONGEST_LIST = 200;

    private final List<Step> steps;
    private final Run run;

    RecordBalancesJob(JobRepository jobRepository, Step fetchResponses, Step writeSnapshots, Run run) {
        super(NAME);
        setJobRepository(jobRepository);
        setJobParametersValidator(
                new DefaultJobParametersValidator(new String[0], new String[] {SLOT, STARTED, ACCOUNTS}));
        this.steps = List.of(fetchResponses, writeSnapshots);
        this.run = run;
    }

    @Override
    protected void doExecute(JobExecution execution)
            throws JobInterruptedException, JobRestartException, StartLimitExceededException {
        for (Step step : steps) {
            StepExecution ended = handleStep(step, execution);
            if (ended != null) {
                execution.upgradeStatus(ended.getStatus());
            }
        }
        Outcome outcome = run.outcome();
        if (outcome != Outcome.DONE) {
            execution.upgradeStatus(BatchStatus.FAILED);
        }
        if (execution.getStatus() == BatchStatus.COMPLETED) {
            execution.setExitStatus(ExitStatus.COMPLETED);
        } else {
            execution.setExitStatus(outcome == Outcome.DONE ? ExitStatus.FAILED : new ExitStatus(outcome.name()));
        }
    }

    @Override
    public @Nullable Step getStep(String name) {
        return steps.stream()
                .filter(step -> Objects.equals(step.getName(), name))
                .findFirst()
                .orElse(null);
    }

    @Override
    public Collection<String> getStepNames() {
        return steps.stream().map(Step::getName).toList();
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
