package dev.balancehistory.archive;

import dev.balancehistory.balance.Sha256;
import dev.balancehistory.database.DatabaseProblem;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcUtils;

/**
 * Keeps the requests of one key apart across processes. All locks of a process are on one connection beside
 * the pool, in a transaction that is open while there is a lock. So a connection pooler gives each process one session, and the
 * server frees the locks when the process dies. Safe for many threads.
 */
public final class NonceLocks implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(NonceLocks.class);

    /** For the longest request, which is far shorter. */
    private static final String BEGIN = "select set_config('idle_in_transaction_session_timeout', '10min', true)";

    private static final String TRY = "select pg_try_advisory_lock(?)";

    private static final String RELEASE = "select pg_advisory_unlock(?)";

    private final DataSource dataSource;
    private @Nullable Session session;

    /**
     * @param dataSource opens a connection each time
     */
    NonceLocks(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    private static final class Session {
        private final Connection connection;
        private final JdbcTemplate jdbc;
        private int held;

        Session(Connection connection) {
            this.connection = connection;
            this.jdbc = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
        }
    }

    /**
     * Takes a key's lock without waiting; returns what releases it, or null if another process holds it. Without a
     * database nothing is kept apart, since a fetch must not fail for that.
     */
    public synchronized @Nullable Runnable tryTake(String exchange, String apiKey) {
        long id = id(exchange, apiKey);
        try {
            Session current = session();
            if (current.held == 0) {
                current.jdbc.queryForObject(BEGIN, String.class);
            }
            boolean taken = Boolean.TRUE.equals(current.jdbc.queryForObject(TRY, Boolean.class, id));
            current.held += taken ? 1 : 0;
            endIfIdle(current);
            return taken ? () -> release(current, id) : null;
        } catch (SQLException | DataAccessException e) {
            log.warn(
                    "The requests of a key of {} are kept apart within this process only: {}",
                    exchange,
                    DatabaseProblem.of(e).getMessage());
            abandon();
            return () -> {};
        }
    }

    private static long id(String exchange, String apiKey) {
        byte[] hash = Sha256.of(("nonce\n" + exchange + "\n" + apiKey).getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.wrap(hash).getLong();
    }

    private Session session() throws SQLException {
        if (session == null) {
            Connection connection = dataSource.getConnection();
            connection.setAutoCommit(false);
            session = new Session(connection);
        }
        return session;
    }

    private synchronized void release(Session itsSession, long id) {
        if (itsSession != session) {
            // The locks went with their connection.
            return;
        }
        try {
            itsSession.jdbc.queryForObject(RELEASE, Boolean.class, id);
            itsSession.held--;
            endIfIdle(itsSession);
        } catch (SQLException | DataAccessException e) {
            log.debug("A lock was gone before its release", e);
            abandon();
        }
    }

    private static void endIfIdle(Session idle) throws SQLException {
        if (idle.held == 0) {
            idle.connection.commit();
        }
    }

    private void abandon() {
        if (session != null) {
            JdbcUtils.closeConnection(session.connection);
            session = null;
        }
    }

    /** Releases all locks. */
    @Override
    public synchronized void close() {
        abandon();
    }
}
