package dev.balancehistory.report;

import com.zaxxer.hikari.HikariDataSource;
import dev.balancehistory.database.ReadTransaction;
import dev.balancehistory.process.Problem;
import dev.balancehistory.process.Progress;
import dev.balancehistory.process.TextResource;
import dev.balancehistory.spool.SpoolFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * The connection of an export: a read-only transaction that sees one state of the history, and streams it by COPY.
 * Another thread can stop it.
 */
final class ReportCopy implements AutoCloseable {
    private static final String EXPECTED = TextResource.of(ReportCopy.class, "report-copy.sql");

    private final ReadTransaction transaction;
    private final Connection connection;
    private final ReportRequest request;
    private final ReportValues values;
    private final Instant now;
    private volatile boolean stopped;
    private boolean copying;

    private ReportCopy(ReadTransaction transaction, ReportRequest request, ReportValues values, Instant now) {
        this.transaction = transaction;
        this.connection = transaction.connection();
        this.request = request;
        this.values = values;
        this.now = now;
    }

    /**
     * Begins the transaction.
     *
     * @param waiting the responses in the spool, for a report that counts them
     * @throws Problem if a named account was never recorded
     */
    static ReportCopy begin(HikariDataSource dataSource, ReportRequest request, List<SpoolFile> waiting, Instant now)
            throws SQLException {
        ReportValues values = ReportValues.of(request, waiting, now);
        ReportCopy copy = new ReportCopy(ReadTransaction.begin(dataSource, values.settings()), request, values, now);
        try {
            copy.transaction.requireRecorded(request.accounts());
            return copy;
        } catch (RuntimeException e) {
            copy.close();
            throw e;
        }
    }

    /** Returns the estimated number of rows; 0 if it is unknown. */
    private long expected() throws SQLException {
        if (request.report() != Report.HISTORY
                || !request.accounts().isEmpty()
                || !request.currencies().isEmpty()) {
            return 0;
        }
        try (PreparedStatement statement = connection.prepareStatement(values.inlined(EXPECTED, connection))) {
            ResultSet rows = statement.executeQuery();
            rows.next();
            return rows.getLong(1);
        }
    }

    /** Writes the report; returns the number of rows. */
    long to(OutputStream out, @Nullable Progress progress) throws IOException, SQLException {
        RequestCheck.requireSameZoneRules(request, connection, now);
        long expected = progress == null ? 0 : expected();
        String query = values.inlined(
                request.report()
                        .query(
                                !request.accounts().isEmpty(),
                                !request.currencies().isEmpty(),
                                request.dialect()),
                connection);
        copying = true;
        CopyOut copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut(request.dialect().copy(query));
        // COPY sends the header before the query begins, and a rejected query must not write anything.
        byte[] header = request.dialect().header() ? copy.readFromCopy() : null;
        byte[] row = copy.readFromCopy();
        if (request.dialect().spreadsheet()) {
            out.write("\ufeff".getBytes(StandardCharsets.UTF_8));
        }
        if (header != null) {
            out.write(header);
        }
        long rows = 0;
        long next = System.nanoTime();
        for (; row != null; row = copy.readFromCopy()) {
            if (stopped) {
                // Stopped before the query began.
                throw new SQLException("stopped", "57014");
            }
            out.write(row);
            rows++;
            if (progress != null && System.nanoTime() - next >= 0) {
                progress.at(rows, expected);
                next += Progress.PAUSE_NANOS;
            }
        }
        copying = false;
        return rows;
    }

    /**
     * Returns what a reader of the exported report has to know, a line each.
     *
     * @param rows the number of its rows
     */
    List<String> notes(long rows) throws SQLException {
        return ReportNotes.of(request, values, connection, now, rows);
    }

    /** Cancels the statement; the thread that waits for it gets an error. */
    void stop() throws SQLException {
        stopped = true;
        connection.unwrap(PGConnection.class).cancelQuery();
    }

    boolean stopped() {
        return stopped;
    }

    @Override
    public void close() {
        if (copying) {
            transaction.abort();
        } else {
            transaction.close();
        }
    }
}
