package dev.balancehistory.report;

import com.zaxxer.hikari.HikariDataSource;
import dev.balancehistory.history.DatabaseProblem;
import dev.balancehistory.job.JobRecord;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;

/** An export in the record of runs, where the database's user may write that. */
final class ExportRun {
    private static final String JOB = "exportReport";
    private static final String STEP = "writeReport";

    private static final Logger log = LoggerFactory.getLogger(ExportRun.class);

    private final JobRecord record;
    private final @Nullable StepExecution step;

    private ExportRun(JobRecord record, @Nullable StepExecution step) {
        this.record = record;
        this.step = step;
    }

    /** How an export ends: the words of the record, which its views know the exit code of. */
    enum Ending {
        COMPLETED,
        STOPPED,
        FAILED,
        USAGE,
        UNREACHABLE,
        CANNOT_CREATE,
        CANNOT_WRITE,
        READER_GONE
    }

    /** Ends the exports whose process died. */
    static void endDead(JobRecord record, HikariDataSource dataSource) {
        try {
            ReportCopy.ifAlone(dataSource, () -> record.endDead(JOB));
        } catch (DataAccessException | SQLException e) {
            requireUnwritable(e);
        }
    }

    static ExportRun start(JobRecord record, ReportRequest request, Instant now) {
        JobParameters parameters = new JobParametersBuilder()
                .addString("started", now.truncatedTo(ChronoUnit.MILLIS).toString())
                .addString("run", UUID.randomUUID().toString())
                .addString("report", request.summary())
                .toJobParameters();
        try {
            return new ExportRun(record, record.together(() -> {
                JobExecution execution = record.start(JOB, parameters);
                return execution == null ? null : record.start(STEP, execution);
            }));
        } catch (DataAccessException e) {
            requireUnwritable(e);
            return new ExportRun(record, null);
        }
    }

    /** A reader may not write, and a standby can't. */
    private static void requireUnwritable(Exception e) {
        String state = sqlState(e);
        if (!"42501".equals(state) && !"25006".equals(state)) {
            throw DatabaseProblem.of(e);
        }
        log.debug("The run can't be recorded", e);
    }

    static String sqlState(Throwable e) {
        Throwable cause = NestedExceptionUtils.getMostSpecificCause(e);
        return cause instanceof SQLException sql ? String.valueOf(sql.getSQLState()) : "";
    }

    boolean isRecorded() {
        return step != null;
    }

    /** Ends it well. */
    void end(long rows) {
        end(Ending.COMPLETED, "", rows);
    }

    /** Ends it badly. If that can't be recorded, what went wrong before is still what to tell. */
    void fail(Ending ending, @Nullable String failure) {
        try {
            end(ending, String.valueOf(failure), 0);
        } catch (RuntimeException e) {
            log.debug("The end of the run can't be recorded", e);
        }
    }

    private void end(Ending ending, String failure, long rows) {
        if (step == null) {
            return;
        }
        BatchStatus status = switch (ending) {
            case COMPLETED -> BatchStatus.COMPLETED;
            case STOPPED -> BatchStatus.STOPPED;
            default -> BatchStatus.FAILED;
        };
        JobExecution execution = step.getJobExecution();
        step.setWriteCount(rows);
        step.setStatus(status);
        // The views show what a run says and what its steps say; once is enough.
        step.setExitStatus(new ExitStatus(ending.name()));
        execution.setStatus(status);
        execution.setExitStatus(new ExitStatus(ending.name(), failure));
        record.together(() -> {
            record.end(step);
            record.end(execution);
            return step;
        });
    }
}
