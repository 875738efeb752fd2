package dev.balancehistory.report;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * One export's connection: a read-only transaction that sees one state of the history, from which PostgreSQL's COPY
 * streams. Can be stopped from another thread.
 */
final class ReportCopy implements AutoCloseable {
    private static final String SET = "set_config(?, ?, true)";
    private static final String SET_LISTS = "set_config('report.accounts', (?::text[])::text, true),"
            + " set_config('report.currencies', (?::text[])::text, true)";
    private static final String UNKNOWN = """
            select name, (select string_agg(account, ', ' order by account) from recorded_account) as known
              from unnest(?::text[]) name
             where name not in (select account from recorded_account)
             limit 1
            """;
    private static final String EXPECTED = """
            select coalesce(sum(currency_count), 0)
              from recorded_snapshot
             where response_time >= current_setting('report.from')::timestamptz
               and response_time < current_setting('report.to')::timestamptz
            """;

    /** Every export holds it shared, so whoever gets it alone knows that no other export lives. */
    private static final long ANY_EXPORT = 0x6578706f72747321L;

    private static final String TRY_ALONE = "select pg_try_advisory_xact_lock(?)";
    private static final String JOIN = "select pg_advisory_xact_lock_shared(?)";

    private static final long PROGRESS_NANOS = 250_000_000;

    private final HikariDataSource dataSource;
    private final Connection connection;
    private final ReportRequest request;
    private volatile boolean stopped;

    private ReportCopy(HikariDataSource dataSource, Connection connection, ReportRequest request) {
        this.dataSource = dataSource;
        this.connection = connection;
        this.request = request;
    }

    /**
     * Begins the transaction.
     *
     * @throws IllegalArgumentException if an account is named that has never been recorded
     */
    static ReportCopy begin(HikariDataSource dataSource, ReportRequest request, Instant now) throws SQLException {
        ReportCopy copy = new ReportCopy(dataSource, dataSource.getConnection(), request);
        try {
            copy.prepare(now);
            return copy;
        } catch (SQLException | RuntimeException e) {
            copy.close();
            throw e;
        }
    }

    /** Does this if no export lives; none can begin until it is done. */
    static void ifAlone(HikariDataSource dataSource, Runnable action) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                if (lock(connection, TRY_ALONE)) {
                    action.run();
                }
            } finally {
                connection.rollback();
            }
        }
    }

    /** Returns whether it has the lock; to join is to have it, so its own answer does not matter. */
    private static boolean lock(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, ANY_EXPORT);
            ResultSet locked = statement.executeQuery();
            return locked.next() && "t".equals(locked.getString(1));
        }
    }

    private void prepare(Instant now) throws SQLException {
        connection.setReadOnly(true);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setAutoCommit(false);
        // A large report may take its time, and whoever reads it too.
        connection.setNetworkTimeout(Runnable::run, 0);
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("statement_timeout", "0");
        settings.put("idle_in_transaction_session_timeout", "0");
        settings.put("jit", "off");
        settings.put("intervalstyle", "iso_8601");
        settings.put(
                "report.from",
                request.from() == null ? "-infinity" : request.from().toString());
        settings.put(
                "report.to", request.to() == null ? "infinity" : request.to().toString());
        settings.put("report.at", (request.at() == null ? now : request.at()).toString());
        settings.put("report.period", request.period().name().toLowerCase(Locale.ROOT));
        settings.put(
                "report.zone",
                request.zone().getId().equals("Z") ? "UTC" : request.zone().getId());
        set(settings);
        if (!request.accounts().isEmpty()) {
            requireKnownAccounts();
        }
        lock(connection, JOIN);
    }

    private Object array(List<String> values) throws SQLException {
        return connection.createArrayOf("text", values.toArray());
    }

    /** All in one statement, since each would be a way to the server and back. */
    private void set(Map<String, String> settings) throws SQLException {
        String sql = "select " + String.join(", ", Collections.nCopies(settings.size(), SET)) + ", " + SET_LISTS;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int place = 1;
            for (Map.Entry<String, String> setting : settings.entrySet()) {
                statement.setString(place++, setting.getKey());
                statement.setString(place++, setting.getValue());
            }
            statement.setObject(place++, array(request.accounts()));
            statement.setObject(place, array(request.currencies()));
            statement.execute();
        }
    }

    private void requireKnownAccounts() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(UNKNOWN)) {
            statement.setObject(1, array(request.accounts()));
            ResultSet unknown = statement.executeQuery();
            if (unknown.next()) {
                String known = unknown.getString("known");
                throw new IllegalArgumentException("no account is recorded as '" + unknown.getString("name") + "'; "
                        + (known == null ? "there is none yet" : "recorded: " + known));
            }
        }
    }

    /** Returns about how many rows there will be; 0 if that is not known without making the report. */
    long expected() throws SQLException {
        if (request.report() != Report.HISTORY
                || !request.accounts().isEmpty()
                || !request.currencies().isEmpty()) {
            return 0;
        }
        try (PreparedStatement statement = connection.prepareStatement(EXPECTED)) {
            ResultSet rows = statement.executeQuery();
            rows.next();
            return rows.getLong(1);
        }
    }

    /** Writes the report; returns how many rows it has. The transaction lasts on, and with it the lock. */
    long to(OutputStream out, @Nullable Progress progress) throws IOException, SQLException {
        long expected = progress == null ? 0 : expected();
        String query = request.report()
                .query(
                        !request.accounts().isEmpty(),
                        !request.currencies().isEmpty(),
                        request.dialect().spreadsheet());
        CopyOut copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut(request.dialect().copy(query));
        // The header comes before the query begins, and nothing is to be written of one that is refused.
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
                // Told before there was a query to cancel.
                throw new SQLException("stopped", "57014");
            }
            out.write(row);
            rows++;
            if (progress != null && System.nanoTime() - next >= 0) {
                progress.at(rows, expected);
                next += PROGRESS_NANOS;
            }
        }
        return rows;
    }

    /** Makes the server end what it does; the thread that waits for it gets an error. */
    void stop() throws SQLException {
        stopped = true;
        connection.unwrap(PGConnection.class).cancelQuery();
    }

    boolean stopped() {
        return stopped;
    }

    /** Ends the connection too: one whose COPY broke off is not to be used again. */
    @Override
    public void close() {
        dataSource.evictConnection(connection);
    }
}
