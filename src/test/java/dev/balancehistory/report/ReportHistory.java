package dev.balancehistory.report;

import dev.balancehistory.postgres.TestDatabase;
import dev.balancehistory.postgres.TestDatabase.Login;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PGInterval;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** An empty history, {@link HistoryWriter}'s ways to fill it, and a login with the reader's rights only. */
final class ReportHistory implements AutoCloseable {
    private final TestDatabase database = TestDatabase.migrated();
    private final JdbcTemplate writer;
    private final Connection connection;
    private final JdbcTemplate reader;
    private final Login owner;
    private final HistoryWriter filler;

    ReportHistory() {
        try {
            runRolesFile();
            Login login = database.login("balance_reader");
            owner = database.login("balance_owner");
            runRolesFile();
            writer = new JdbcTemplate(
                    new SingleConnectionDataSource(database.dataSource().getConnection(), true));
            filler = new HistoryWriter(writer);
            connection = login.dataSource().getConnection();
            reader = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void runRolesFile() {
        try {
            database.sql().execute(Files.readString(Path.of("db/roles.sql")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the access of a writer. */
    JdbcTemplate writer() {
        return writer;
    }

    /** Returns the access of a reader. */
    JdbcTemplate reader() {
        return reader;
    }

    JdbcTemplate owner() {
        return owner.sql();
    }

    /** Returns the rows that the reader gets, each as its values in one line, null as a dash. */
    List<String> rows(String query, @Nullable Object... arguments) {
        return rows(reader, query, arguments);
    }

    static List<String> rows(JdbcTemplate sql, String query, @Nullable Object... arguments) {
        return sql.query(query, (row, number) -> line(row), arguments);
    }

    private static String line(ResultSet row) throws SQLException {
        List<String> values = new ArrayList<>();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            boolean wall = row.getMetaData().getColumnTypeName(i).equals("timestamp");
            values.add(text(wall ? row.getObject(i, LocalDateTime.class) : row.getObject(i)));
        }
        return String.join(" | ", values);
    }

    private static String text(@Nullable Object value) {
        if (value == null) {
            return "-";
        }
        if (value instanceof Timestamp timestamp) {
            return timestamp.toInstant().toString();
        }
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        if (value instanceof PGInterval interval) {
            return ((interval.getDays() * 24L + interval.getHours()) * 60 + interval.getMinutes()) + " min";
        }
        return value.toString();
    }

    static Object at(Instant instant) {
        return HistoryWriter.at(instant);
    }

    static Object at(String instant) {
        return HistoryWriter.at(instant);
    }

    void account(String name, @Nullable String interval, String createdAt) {
        filler.account(name, interval, createdAt);
    }

    void snapshot(String account, Instant time, String... balances) {
        filler.snapshot(account, time, balances);
    }

    void snapshot(String account, Instant time, long run, String... balances) {
        filler.snapshot(account, time, run, balances);
    }

    void unrecorded(
            String account, String receivedAt, String state, @Nullable Integer code, @Nullable String words, long run) {
        filler.unrecorded(account, receivedAt, state, code, words, run);
    }

    long run(
            String startedAt,
            @Nullable String endedAt,
            String status,
            String exitCode,
            String message,
            String accounts) {
        return filler.run(startedAt, endedAt, status, exitCode, message, accounts);
    }

    void step(long run, String name, String status, String exitCode, String message) {
        filler.step(run, name, status, exitCode, message);
    }

    void accountRun(long run, String account, String outcome, int exitCode, @Nullable String problem) {
        filler.accountRun(run, account, outcome, exitCode, problem);
    }

    /** Updates the statistics of the planner, as autovacuum would. */
    void analyze() {
        writer.execute("analyze");
    }

    /** The reader's session is in another time zone from now on. */
    void timeZone(String zone) {
        reader.execute("set timezone = '" + zone + "'");
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        database.close();
    }
}
