package dev.balancehistory.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchRuntimeException;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.balancehistory.postgres.TestDatabase;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Each failure of a statement has a plain message and its outcome. */
class DatabaseProblemTest {
    private static final TestDatabase DATABASE = TestDatabase.migrated();

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @ParameterizedTest
    @Tag("D7")
    @CsvSource({
        "08006, CONFIGURATION, false",
        "22003, BUG, false",
        "23505, BUG, false",
        "23514, CONFIGURATION, false",
        "25006, UNREACHABLE, true",
        "25P03, TEMPORARY_FAILURE, true",
        "25P04, TEMPORARY_FAILURE, true",
        "26000, CONFIGURATION, false",
        "28000, CREDENTIALS, false",
        "40001, TEMPORARY_FAILURE, true",
        "40P01, TEMPORARY_FAILURE, true",
        "42501, CREDENTIALS, false",
        "42703, CONFIGURATION, false",
        "42P01, CONFIGURATION, false",
        "42P05, CONFIGURATION, false",
        "53100, UNREACHABLE, true",
        "53200, UNREACHABLE, true",
        "53300, UNREACHABLE, true",
        "55P03, TEMPORARY_FAILURE, true",
        "57014, TEMPORARY_FAILURE, true",
        "57P01, UNREACHABLE, true",
        "57P03, UNREACHABLE, true",
        "58030, UNREACHABLE, true",
        "P0001, CONFIGURATION, false",
        "XX000, BUG, false"
    })
    void theSqlStateDecidesTheOutcome(String code, Outcome outcome, boolean passing) {
        RuntimeException error = "08006".equals(code)
                ? new IllegalStateException(new SQLException("The hostname could not be verified", code))
                : catchRuntimeException(() -> DATABASE.sql()
                        .execute("do $$ begin raise exception 'as if\nof it'" + " using errcode = '" + code
                                + "', detail = 'Key (secret)=(canary-5ecret)'; end $$"));

        Problem problem = DatabaseProblem.of(error);

        assertThat(problem.outcome()).isEqualTo(outcome);
        assertThat(DatabaseProblem.isPassing(error)).isEqualTo(passing);
        assertThat(DatabaseProblem.isBehind(error)).isTrue();
        assertThat(problem.getMessage()).doesNotContain("\n", "canary");
    }

    @ParameterizedTest
    @Tag("D10")
    @CsvSource({
        "unsupported startup parameter: options, CONFIGURATION",
        "unsupported startup parameter in options: lock_timeout, CONFIGURATION",
        "no such database: x, CONFIGURATION",
        "password authentication failed, CREDENTIALS",
        "SASL authentication failed, CREDENTIALS",
        "no such user, CREDENTIALS",
        "query_wait_timeout, UNREACHABLE",
        "server conn crashed?, UNREACHABLE"
    })
    void theMessageOfAPoolerDecidesTheOutcome(String message, Outcome outcome) {
        assertThat(DatabaseProblem.of(new SQLException("FATAL: " + message, "08P01"))
                        .outcome())
                .isEqualTo(outcome);
    }

    /** As the pool wraps what keeps it from making a connection. */
    @Test
    @Tag("D7")
    void theRootCauseDecidesTheOutcome() {
        SQLException full = new SQLException("too many connections", "53300");
        SQLException pool = new SQLException("no connection is to be had", "42501", full);

        assertThat(DatabaseProblem.of(new IllegalStateException(pool)))
                .hasMessage("the database is not available (too many connections)");
    }

    @Test
    void anErrorFromElsewhereIsABug() {
        assertThat(DatabaseProblem.of(new IllegalStateException("odd")).outcome())
                .isEqualTo(Outcome.BUG);
        assertThat(DatabaseProblem.isBehind(new IllegalStateException("odd"))).isFalse();
        assertThat(DatabaseProblem.isPassing(new IllegalStateException("odd"))).isFalse();
    }

    @Test
    @Tag("D7")
    void aReadOnlyDatabaseIsReported() {
        RuntimeException error = catchRuntimeException(
                () -> DATABASE.sql().execute("set transaction_read_only = on; delete from account"));

        assertThat(DatabaseProblem.of(error))
                .hasMessage("the database is read-only: it is a standby, or a failover is in progress (cannot execute"
                        + " DELETE in a read-only transaction)");
    }

    @Test
    @Tag("D6")
    void aLockTimeoutIsATemporaryFailure() throws SQLException {
        try (Connection holder = DATABASE.dataSource().getConnection()) {
            holder.setAutoCommit(false);
            holder.createStatement().execute("lock account");

            RuntimeException error = catchRuntimeException(
                    () -> DATABASE.sql().execute("set lock_timeout = '20ms'; select from account"));

            assertThat(DatabaseProblem.of(error))
                    .hasMessage("a lock or statement timeout expired in the database (canceling statement"
                            + " due to lock timeout)");
        }
    }

    @Test
    @Tag("D6")
    void aDeadlockIsATemporaryFailure() throws Exception {
        ExecutorService worker = Executors.newSingleThreadExecutor();
        try (Connection one = DATABASE.dataSource().getConnection();
                Connection two = DATABASE.dataSource().getConnection()) {
            for (Connection connection : new Connection[] {one, two}) {
                connection.createStatement().execute("set deadlock_timeout = '10ms'");
                connection.setAutoCommit(false);
            }
            one.createStatement().execute("select pg_advisory_xact_lock(1)");
            two.createStatement().execute("select pg_advisory_xact_lock(2)");
            Future<SQLException> first = worker.submit(() -> failure(one, "select pg_advisory_xact_lock(2)"));
            DATABASE.awaitWaiting();
            SQLException second = failure(two, "select pg_advisory_xact_lock(1)");
            two.rollback();

            SQLException victim = second == null ? first.get() : second;
            assertThat(DatabaseProblem.of(victim).outcome()).isEqualTo(Outcome.TEMPORARY_FAILURE);
            assertThat(victim.getSQLState()).isEqualTo("40P01");
        } finally {
            worker.shutdown();
        }
    }

    private static SQLException failure(Connection connection, String statement) {
        try {
            connection.createStatement().execute(statement);
            return null;
        } catch (SQLException e) {
            return e;
        }
    }

    @Test
    @Tag("D6")
    void aConnectionThatTheServerEndedIsOutOfReach() throws SQLException {
        try (Connection connection = DATABASE.dataSource().getConnection()) {
            int pid = connection.unwrap(org.postgresql.PGConnection.class).getBackendPID();
            DATABASE.sql().queryForObject("select pg_terminate_backend(?, 60000)", Boolean.class, pid);

            assertThat(DatabaseProblem.of(failure(connection, "select 1")).outcome())
                    .isEqualTo(Outcome.UNREACHABLE);
            assertThat(DatabaseProblem.of(failure(connection, "select 1")).outcome())
                    .isEqualTo(Outcome.UNREACHABLE);
        }
    }

    @Test
    @Tag("D2")
    void aPoolThatHasNoConnectionInTimeIsOutOfReach() throws SQLException {
        HikariConfig config = new HikariConfig();
        config.setDataSource(DATABASE.dataSource());
        config.setMaximumPoolSize(1);
        config.setConnectionTimeout(250);
        try (HikariDataSource pool = new HikariDataSource(config);
                Connection taken = pool.getConnection()) {
            assertThat(taken.isClosed()).isFalse();
            RuntimeException error = catchRuntimeException(() -> new JdbcTemplate(pool).execute("select 1"));

            assertThat(DatabaseProblem.of(error).outcome()).isEqualTo(Outcome.UNREACHABLE);
            assertThat(DatabaseProblem.isPassing(error)).isTrue();
        }
    }
}
