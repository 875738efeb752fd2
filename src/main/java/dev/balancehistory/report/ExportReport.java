package dev.balancehistory.report;

import com.zaxxer.hikari.HikariDataSource;
import dev.balancehistory.balance.Outcome;
import dev.balancehistory.balance.Problem;
import dev.balancehistory.database.DatabaseProblem;
import dev.balancehistory.job.JobRecord;
import dev.balancehistory.job.Progress;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.jdbc.UncategorizedSQLException;

/** Exports one report: a run of the job {@code exportReport}. */
public final class ExportReport {
    private static final Logger log = LoggerFactory.getLogger(ExportReport.class);

    private static final Duration STOP_AGAIN = Duration.ofMillis(200);

    private final HikariDataSource dataSource;
    private final JobRecord record;
    private final InstantSource clock;
    private final AtomicReference<@Nullable ReportCopy> running = new AtomicReference<>();
    private final CountDownLatch ended = new CountDownLatch(1);

    ExportReport(HikariDataSource dataSource, JobRecord record, InstantSource clock) {
        this.dataSource = dataSource;
        this.record = record;
        this.clock = clock;
    }

    /**
     * What was exported.
     *
     * @param rows without the header
     * @param recorded whether the run is in the job metadata, which a reader can't write
     */
    public record Exported(long rows, boolean recorded) {}

    /**
     * Writes the report.
     *
     * @param progress null if nobody looks
     * @throws Problem if the database can't give it, it can't be written, it was stopped, or the request names what
     *     does not exist
     */
    public Exported export(ReportRequest request, Output output, @Nullable Progress progress) {
        ExportRun.endDead(record, dataSource);
        try (ReportCopy copy = ReportCopy.begin(dataSource, request, clock.instant())) {
            running.set(copy);
            ExportRun run = ExportRun.start(record, request, clock.instant());
            long rows = write(copy, run, output, progress);
            run.end(rows);
            return new Exported(rows, run.isRecorded());
        } catch (SQLException e) {
            throw DatabaseProblem.of(e);
        } finally {
            ended.countDown();
        }
    }

    private static long write(ReportCopy copy, ExportRun run, Output output, @Nullable Progress progress) {
        try {
            return output.write(out -> written(copy, out, progress));
        } catch (RuntimeException e) {
            Problem problem = problem(copy, e);
            run.fail(problem);
            throw problem;
        }
    }

    private static Problem problem(ReportCopy copy, RuntimeException e) {
        if (copy.stopped()) {
            return new Problem(Outcome.STOPPED, "stopped; no report was written", e);
        }
        // What the functions say of a period or a zone that they do not know.
        return ExportRun.sqlState(e).equals("22023")
                ? new Problem(Outcome.USAGE, serverWords(e), e)
                : DatabaseProblem.of(e);
    }

    private static long written(ReportCopy copy, OutputStream out, @Nullable Progress progress) throws IOException {
        try {
            return copy.to(out, progress);
        } catch (SQLException e) {
            throw new UncategorizedSQLException("export", null, e);
        }
    }

    private static String serverWords(Exception e) {
        String words =
                String.valueOf(NestedExceptionUtils.getMostSpecificCause(e).getMessage());
        return words.lines().findFirst().orElse(words).replaceFirst("^ERROR: ", "");
    }

    /** Stops the export, if one goes on, and waits for its end; returns false if that took too long. */
    public boolean stop(Duration grace) throws InterruptedException {
        ReportCopy copy = running.get();
        if (copy == null || ended.getCount() == 0) {
            return true;
        }
        long end = System.nanoTime() + grace.toNanos();
        do {
            tellToStop(copy);
            // Again and again, since what the server is told a moment before it gets the query comes to nothing.
            if (ended.await(STOP_AGAIN.toMillis(), TimeUnit.MILLISECONDS)) {
                return true;
            }
        } while (System.nanoTime() < end);
        return false;
    }

    private static void tellToStop(ReportCopy copy) {
        try {
            copy.stop();
        } catch (SQLException e) {
            log.debug("The export can't be told to stop", e);
        }
    }
}
