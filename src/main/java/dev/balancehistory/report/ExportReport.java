package dev.balancehistory.report;

import com.zaxxer.hikari.HikariDataSource;
import dev.balancehistory.database.DatabaseProblem;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Output;
import dev.balancehistory.process.Problem;
import dev.balancehistory.process.Progress;
import dev.balancehistory.spool.SpoolFile;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.UncategorizedSQLException;

/** Exports one report. */
final class ExportReport {
    private static final Logger log = LoggerFactory.getLogger(ExportReport.class);

    private static final Duration STOP_AGAIN = Duration.ofMillis(200);

    private final HikariDataSource dataSource;
    private final Supplier<List<SpoolFile>> spool;
    private final InstantSource clock;
    private final AtomicReference<@Nullable ReportCopy> running = new AtomicReference<>();
    private final CountDownLatch ended = new CountDownLatch(1);

    /**
     * @param spool returns the responses in the spool
     */
    ExportReport(HikariDataSource dataSource, Supplier<List<SpoolFile>> spool, InstantSource clock) {
        this.dataSource = dataSource;
        this.spool = spool;
        this.clock = clock;
    }

    /**
     * An exported report.
     *
     * @param rows the number of its rows without the header
     * @param notes what its reader has to know, a line each
     */
    record Exported(long rows, List<String> notes) {}

    /**
     * Writes the report.
     *
     * @param progress receives the progress; null to leave that out
     * @throws Problem if the database fails, the output can't be written, the export was stopped, or the request is
     *     rejected
     */
    public Exported export(ReportRequest request, Output output, @Nullable Progress progress) {
        try (ReportCopy copy = ReportCopy.begin(dataSource, request, waiting(request), clock.instant())) {
            running.set(copy);
            log.debug("Exporting {}", request.summary());
            long rows = write(copy, output, progress);
            log.debug("Exported {} rows", rows);
            return new Exported(rows, notes(copy, request, rows));
        } catch (SQLException | DataAccessException e) {
            throw DatabaseProblem.of(e);
        } finally {
            ended.countDown();
        }
    }

    /** Returns the responses in the spool. If it can't be read, as by another user, the report does without. */
    private List<SpoolFile> waiting(ReportRequest request) {
        if (request.report() != Report.GAPS) {
            return List.of();
        }
        try {
            return spool.get();
        } catch (Problem e) {
            log.warn("Snapshots that wait in the spool count as missing: {}", e.getMessage());
            return List.of();
        }
    }

    private static long write(ReportCopy copy, Output output, @Nullable Progress progress) {
        try {
            return output.write(out -> written(copy, out, progress));
        } catch (RuntimeException e) {
            throw problem(copy, e);
        }
    }

    private static Problem problem(ReportCopy copy, RuntimeException e) {
        if (copy.stopped()) {
            return new Problem(Outcome.STOPPED, "stopped; no report was written", e);
        }
        // The functions reject an unknown period or zone.
        if (NestedExceptionUtils.getMostSpecificCause(e) instanceof SQLException sql
                && "22023".equals(sql.getSQLState())) {
            String text = String.valueOf(sql.getMessage());
            return new Problem(
                    Outcome.USAGE, text.lines().findFirst().orElse(text).replaceFirst("^ERROR: ", ""), e);
        }
        return DatabaseProblem.of(e);
    }

    /** Returns the notes on a written report, which are not worth its loss. */
    private static List<String> notes(ReportCopy copy, ReportRequest request, long rows) {
        try {
            return copy.notes(rows);
        } catch (SQLException | DataAccessException e) {
            if (copy.stopped()) {
                throw new Problem(Outcome.STOPPED, "stopped; the report was written, without the notes on it", e);
            }
            return List.of(request.report().code() + ": the report was written, without the notes on it: "
                    + DatabaseProblem.of(e).getMessage());
        }
    }

    private static long written(ReportCopy copy, OutputStream out, @Nullable Progress progress) throws IOException {
        try {
            return copy.to(out, progress);
        } catch (SQLException e) {
            throw new UncategorizedSQLException("export", null, e);
        }
    }

    /** Stops a running export and waits for its end; returns false if that took too long. */
    public boolean stop(Duration grace) throws InterruptedException {
        ReportCopy copy = running.get();
        if (copy == null || ended.getCount() == 0) {
            return true;
        }
        long end = System.nanoTime() + grace.toNanos();
        do {
            requestStop(copy);
            // Repeated, since a cancellation that arrives before the query has no effect.
            if (ended.await(STOP_AGAIN.toMillis(), TimeUnit.MILLISECONDS)) {
                return true;
            }
        } while (System.nanoTime() < end);
        return false;
    }

    private static void requestStop(ReportCopy copy) {
        try {
            copy.stop();
        } catch (SQLException e) {
            log.debug("The export can't be stopped", e);
        }
    }
}
