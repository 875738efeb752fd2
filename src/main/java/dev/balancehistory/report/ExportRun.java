package dev.balancehistory.report;

import com.zaxxer.hikari.HikariDataSource;
import dev.balancehistory.balance.Outcome;
import dev.balancehistory.balance.Problem;
import dev.balancehistory.database.DatabaseProblem;
import dev.balancehistory.job.JobRecord;
import dev.balancehistory.job.JobRun;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;

/** An export in the record of runs, where the database's user may write that. */
final class ExportRun {
    private static final String JOB = "exportReport";
    private static final String STEP = "writeReport";

    private static final Logger log = LoggerFactory.getLogger(ExportRun.class);

    private final @Nullable JobRun run;

    private ExportRun(@Nullable JobRun run) {
        this.run = run;
    }

    /** Ends the exports whose process died. */
    static void endDead(JobRecord record, HikariDataSource dataSource) {
        try {
            ExportLock.ifAlone(dataSource, () -> record.endDead(JOB));
        } catch (DataAccessException | SQLException e) {
            requireUnwritable(e);
        }
    }

    static ExportRun start(JobRecord record, ReportRequest request, Instant now) {
        JobParameters parameters =
                JobRun.parameters(now).addString("report", request.summary()).toJobParameters();
        try {
            return new ExportRun(JobRun.start(record, JOB, parameters, STEP));
        } catch (DataAccessException e) {
            requireUnwritable(e);
            return new ExportRun(null);
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
        return run != null;
    }

    /** Ends it well. */
    void end(long rows) {
        if (run != null) {
            run.end(Outcome.DONE, null, rows, rows);
        }
    }

    /** Ends it badly. */
    void fail(Problem problem) {
        if (run != null) {
            run.fail(problem, 0, 0);
        }
    }
}
