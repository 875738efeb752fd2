package dev.balancehistory.recording;

import dev.balancehistory.balance.Outcome;
import dev.balancehistory.balance.Sha256;
import dev.balancehistory.balance.Slot;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.flow.FlowExecutionStatus;
import org.springframework.batch.core.job.flow.JobExecutionDecider;
import org.springframework.batch.core.job.parameters.DefaultJobParametersValidator;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.listener.JobExecutionListener;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.transaction.PlatformTransactionManager;

/** The job {@code recordBalances}, top to bottom. Made anew for each run, which its steps share. */
final class RecordBalancesJob {
    static final String NAME = "recordBalances";

    /** Which scheduled instant the run stands for. */
    static final String SLOT = "slot";

    /** When a run without a slot was started. */
    static final String STARTED = "started";

    /** Which accounts the run was asked to record. */
    static final String ACCOUNTS = "accounts";

    private static final int LONGEST_LIST = 200;

    private RecordBalancesJob() {}

    static Job of(
            JobRepository jobRepository,
            PlatformTransactionManager transactionManager,
            FetchResponses fetchResponses,
            WriteSnapshots writeSnapshots,
            Run run) {
        Step write = new StepBuilder(WriteSnapshots.NAME, jobRepository)
                .tasklet(writeSnapshots, transactionManager)
                .allowStartIfComplete(true)
                .build();
        JobExecutionDecider outcome = (jobExecution, stepExecution) -> new FlowExecutionStatus(
                stepExecution == null || !stepExecution.getExitStatus().equals(ExitStatus.COMPLETED)
                        ? FlowExecutionStatus.FAILED.getName()
                        : run.outcome().name());
        return new JobBuilder(NAME, jobRepository)
                .validator(new DefaultJobParametersValidator(new String[0], new String[] {SLOT, STARTED, ACCOUNTS}))
                .listener(exitCode(run))
                .start(fetchResponses)
                .on(ExitStatus.STOPPED.getExitCode())
                .stop()
                .from(fetchResponses)
                .on("*")
                .to(write)
                .on(ExitStatus.STOPPED.getExitCode())
                .stop()
                .from(write)
                .on("*")
                .to(outcome)
                .on(Outcome.DONE.name())
                .end()
                .from(outcome)
                .on("*")
                .fail()
                .end()
                .build();
    }

    /** The same slot and accounts are the same job instance, so that a run is restarted and not repeated. */
    static JobParameters parameters(RecordRequest request, List<String> accounts, Instant now) {
        JobParametersBuilder parameters = new JobParametersBuilder();
        Slot slot = request.slot();
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

    private static JobExecutionListener exitCode(Run run) {
        return new JobExecutionListener() {
            @Override
            public void afterJob(JobExecution jobExecution) {
                Outcome outcome = run.outcome();
                if (outcome != Outcome.DONE
                        && jobExecution.getAllFailureExceptions().isEmpty()) {
                    jobExecution.setExitStatus(new ExitStatus(outcome.name()));
                }
            }
        };
    }
}
