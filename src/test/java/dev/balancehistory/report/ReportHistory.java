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
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PGInterval;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** A history with nothing in it, short ways to fill it, and a reader who has no rights but the reader's. */
final class ReportHistory implements AutoCloseable {
    private final TestDatabase database = TestDatabase.migrated();
    private final JdbcTemplate writer;
    private final Connection connection;
    private final JdbcTemplate reader;
    private final Login owner;
    private long runs;

    ReportHistory() {
        try {
            runRolesFile();
            Login login = database.login("balance_reader");
            owner = database.login("balance_owner");
            runRolesFile();
            writer = new JdbcTemplate(
                    new SingleConnectionDataSource(database.dataSource().getConnection(), true));
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

    /** Returns the way in of whoever writes. */
    JdbcTemplate writer() {
        return writer;
    }

    /** Returns the way in of whoever may only read. */
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
        return instant.atOffset(ZoneOffset.UTC);
    }

    static Object at(String instant) {
        return at(Instant.parse(instant));
    }

    /**
     * Adds an account.
     *
     * @param interval how often a snapshot is expected; null if not configured
     */
    void account(String name, @Nullable String interval, String createdAt) {
        writer.update(
                "insert into account (name, exchange, expected_interval, created_at)"
                        + " values (?, 'bitfront', ?::interval, ?)",
                name,
                interval,
                at(createdAt));
    }

    /** Records a snapshot; each balance is like {@code BTC 2.5 2}. */
    void snapshot(String account, Instant time, String... balances) {
        snapshot(account, time, 0, balances);
    }

    void snapshot(String account, Instant time, long run, String... balances) {
        writer.update("""
                with answer as (
                    insert into balance_response (account_id, origin, received_at, response_time, status_code,
                                                  status_message, body, body_sha256, state, job_execution_id)
                    select account_id, 'observed', ?, ?, 1000, 'SUCCESS', convert_to(?, 'UTF8'),
                           sha256(convert_to(?, 'UTF8')), 'recorded', nullif(?, 0)
                      from account where name = ?
                    returning *
                ), header as (
                    insert into snapshot (account_id, response_time, response_id, currency_count, content_sha256)
                    select account_id, response_time, response_id, ?, body_sha256 from answer
                )
                insert into balance
                select account_id, response_time, split_part(line, ' ', 1), split_part(line, ' ', 2)::numeric,
                       split_part(line, ' ', 3)::numeric
                  from answer, unnest(?) line
                """, statement -> {
            String body = String.join(", ", balances);
            int i = 0;
            statement.setObject(++i, at(time));
            statement.setObject(++i, at(time));
            statement.setString(++i, body);
            statement.setString(++i, body);
            statement.setLong(++i, run);
            statement.setString(++i, account);
            statement.setInt(++i, balances.length);
            statement.setArray(++i, statement.getConnection().createArrayOf("text", balances));
        });
    }

    /** Notes a question that gave no snapshot. */
    void unrecorded(
            String account, String receivedAt, String state, @Nullable Integer code, @Nullable String words, long run) {
        writer.update("""
                insert into balance_response (account_id, origin, received_at, status_code, status_message, body,
                                              body_sha256, state, state_reason, job_execution_id)
                select account_id, 'observed', ?, ?::integer, ?, '{}', sha256('{}'), ?, 'because ' || ?,
                       nullif(?, 0)
                  from account where name = ?
                """, at(receivedAt), code, words, state, words, run, account);
    }

    /** Notes a run of these accounts as Spring Batch does; returns its number. */
    long run(
            String startedAt,
            @Nullable String endedAt,
            String status,
            String exitCode,
            String message,
            String accounts) {
        long run = ++runs;
        writer.update("insert into batch.batch_job_instance values (?, 0, 'recordBalances', md5(?::text))", run, run);
        writer.update("""
                insert into batch.batch_job_execution (job_execution_id, version, job_instance_id, create_time,
                    start_time, end_time, status, exit_code, exit_message)
                values (?, 1, ?, ?::timestamp, ?::timestamp, ?::timestamp, ?, ?, ?)
                """, run, run, utc(startedAt), utc(startedAt), utc(endedAt), status, exitCode, message);
        writer.update(
                "insert into batch.batch_job_execution_params values (?, 'accounts', 'java.lang.String', ?, 'Y')",
                run,
                accounts);
        return run;
    }

    /** Notes a step of a run; that an account was asked for is one too. */
    void step(long run, String name, String status, String exitCode, String message) {
        writer.update("""
                insert into batch.batch_step_execution (step_execution_id, version, step_name, job_execution_id,
                    create_time, status, exit_code, exit_message)
                values (nextval('batch.batch_step_execution_seq'), 1, ?, ?, now(), ?, ?, ?)
                """, name, run, status, exitCode, message);
    }

    private static @Nullable String utc(@Nullable String instant) {
        return instant == null ? null : instant.replace("Z", "");
    }

    /** Tells the planner how large the tables are, as autovacuum would. */
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
