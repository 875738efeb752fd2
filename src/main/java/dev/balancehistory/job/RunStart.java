package dev.balancehistory.job;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.springframework.batch.core.job.JobExecution;

/** The start of a run, as the views and the report {@code runs} have it. */
public final class RunStart {
    private RunStart() {}

    /** Returns it. The timestamps of the job metadata are in UTC, as this process is. */
    public static Instant of(JobExecution execution) {
        // As the driver rounds what it stores.
        return execution
                .getCreateTime()
                .plusNanos(500)
                .truncatedTo(ChronoUnit.MICROS)
                .toInstant(ZoneOffset.UTC);
    }
}
