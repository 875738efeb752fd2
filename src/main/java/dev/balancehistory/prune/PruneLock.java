package dev.balancehistory.prune;

import com.zaxxer.hikari.HikariDataSource;
import dev.balancehistory.database.DatabaseProblem;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcUtils;

/**
 * The lock by which only one prune runs at a time: a transaction on a separate connection, which the server ends when
 * the process dies. It holds no snapshot, so that no vacuum waits for it.
 */
final class PruneLock implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PruneLock.class);

    private static final long PRUNE = 0x62616c7072756e65L;

    private static final String TRY =
            "select pg_try_advisory_xact_lock(?) and set_config('idle_in_transaction_session_timeout', '0',"
                    + " true) = '0'";

    private final Connection connection;

    private PruneLock(Connection connection) {
        this.connection = connection;
    }

    /**
     * Acquires the lock.
     *
     * @throws Problem if another prune holds it, or the database is out of reach
     */
    static PruneLock acquire(HikariDataSource dataSource) {
        Connection connection = null;
        try {
            connection = dataSource.getConnection();
            connection.setAutoCommit(false);
            JdbcTemplate jdbc = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
            requireFree(jdbc.queryForObject(TRY, Boolean.class, PRUNE));
            return new PruneLock(connection);
        } catch (SQLException | DataAccessException | Problem e) {
            JdbcUtils.closeConnection(connection);
            throw DatabaseProblem.of(e);
        }
    }

    private static void requireFree(@Nullable Boolean taken) {
        if (!Boolean.TRUE.equals(taken)) {
            throw new Problem(Outcome.TEMPORARY_FAILURE, "another prune is running: try again later");
        }
    }

    /** Releases the lock. */
    @Override
    public void close() {
        try {
            connection.rollback();
        } catch (SQLException e) {
            // The server has released it already, with the connection.
            log.debug("The prune's lock was gone before its end", e);
        } finally {
            JdbcUtils.closeConnection(connection);
        }
    }
}
