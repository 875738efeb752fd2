package dev.balancehistory.recording;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;

/** Ends, in the job metadata, the runs whose process died. To be called only when no other run can be alive. */
final class StaleRuns {
    private static final Logger log = LoggerFactory.getLogger(StaleRuns.class);

    private final JobRepository jobRepository;
    private final JobOperator jobOperator;

    StaleRuns(JobRepository jobRepository, JobOperator jobOperator) {
        this.jobRepository = jobRepository;
        this.jobOperator = jobOperator;
    }

    void recover() {
        for (JobExecution execution : List.copyOf(jobRepository.findRunningJobExecutions(RecordBalancesJob.NAME))) {
            log.info("Run {} ended without a word; what it fetched is recorded now", execution.getId());
            execution.setExitStatus(ExitStatus.FAILED.addExitDescription("the process ended before the run did"));
            JobExecution recovered = jobOperator.recover(execution);
            if (recovered.getStatus() != BatchStatus.FAILED) {
                log.warn("Run {} could not be ended: it is {}", execution.getId(), recovered.getStatus());
            }
        }
    }
}
