package dev.balancehistory.database;

import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Duration;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcUtils;

/**
 * Advisory locks of PostgreSQL, held by a transaction on a connection that does nothing else. A connection pooler gives
 * such a transaction one session, and the server releases its locks when the process dies.
 */
public final class AdvisoryLocks implements AutoCloseable {
    // The keys of all locks. A nonce's lock has a hash as its key, and Flyway's is 77431708279161 with the schema's
    // hash.

    /** Every run holds it in shared mode. A run that gets it in exclusive mode is the only one alive. */
    public static final long RUN = 0x62616c616e636573L;

    /** A run holds it while it locks its accounts. */
    public static final long HOLD = 0x62616c61686f6c64L;

    /** Every import holds it in shared mode. An import that gets it in exclusive mode is the only one alive. */
    public static final long IMPORT = 0x696d706f72747321L;

    /** A prune holds it. */
    public static final long PRUNE = 0x62616c7072756e65L;

    /** A pack or an unpack holds it. */
    public static final long PACK = 0x62616c7061636b21L;

    /** A transaction that writes snapshots holds it. The key is this and the account, apart from those of one number. */
    public static final int ACCOUNT = 0x62616c61;

    private static final Logger log = LoggerFactory.getLogger(AdvisoryLocks.class);

    private static final int END_TIMEOUT_MILLIS = 5_000;

    private static final String LIMIT = ", set_config('idle_in_transaction_session_timeout', ?, true)";
    private static final String TRY = "select pg_try_advisory_xact_lock(?)" + LIMIT;
    private static final String WAIT_SINGLY = "select pg_advisory_lock(?)" + LIMIT;
    private static final String SHARE = "select pg_advisory_xact_lock_shared(?)" + LIMIT;
    private static final String TRY_SINGLY = "select pg_try_advisory_lock(?)" + LIMIT;

    private final Connection connection;
    private final JdbcTemplate jdbc;
    private final String longest;

    private AdvisoryLocks(Connection connection, String longest) {
        this.connection = connection;
        this.jdbc = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
        this.longest = longest;
    }

    /**
     * Opens a connection for locks, and acquires none.
     *
     * @param longest the time after which the server releases the locks of a frozen process; zero for never
     * @throws DataAccessException if the database is out of reach
     */
    public static AdvisoryLocks on(DataSource dataSource, Duration longest) {
        Connection connection = null;
        try {
            connection = dataSource.getConnection();
            connection.setAutoCommit(false);
            return new AdvisoryLocks(connection, Long.toString(longest.toMillis()));
        } catch (SQLException e) {
            JdbcUtils.closeConnection(connection);
            throw new UncategorizedSQLException("advisory lock", null, e);
        }
    }

    /**
     * Acquires a lock by which only one process at a time does a task. It holds no snapshot, so that no vacuum waits for
     * it, and the server does not end it while the process works on other connections.
     *
     * @param held the message if another process holds it
     * @throws Problem if another process holds it
     * @throws DataAccessException if the database fails
     */
    public static AdvisoryLocks alone(DataSource dataSource, long key, String held) {
        AdvisoryLocks locks = on(dataSource, Duration.ZERO);
        try {
            if (locks.tryAcquire(key)) {
                return locks;
            }
            throw new Problem(Outcome.TEMPORARY_FAILURE, held);
        } catch (RuntimeException e) {
            locks.close();
            throw e;
        }
    }

    /** Acquires a lock without waiting; returns false if another transaction holds it. */
    public boolean tryAcquire(long key) {
        return locked(TRY, key);
    }

    /** Waits for a lock, and releases it after the work in the same transaction. */
    public <T> T during(long key, Supplier<T> work) {
        locked(WAIT_SINGLY, key);
        Savepoint begin = savepoint();
        try {
            T result = work.get();
            release(key);
            return result;
        } catch (RuntimeException e) {
            try {
                connection.rollback(begin);
                release(key);
            } catch (SQLException | DataAccessException lost) {
                // The server has released it, with the connection.
                e.addSuppressed(lost);
            }
            throw e;
        }
    }

    private Savepoint savepoint() {
        try {
            return connection.setSavepoint();
        } catch (SQLException e) {
            throw new UncategorizedSQLException("advisory lock", null, e);
        }
    }

    /** Waits for a lock in shared mode. */
    public void share(long key) {
        locked(SHARE, key);
    }

    /** Acquires a lock that {@link #release} releases, without waiting; returns false if another session holds it. */
    public boolean tryAcquireSingly(long key) {
        return locked(TRY_SINGLY, key);
    }

    private boolean locked(String sql, long key) {
        return Boolean.TRUE.equals(jdbc.query(sql, row -> row.next() && "t".equals(row.getString(1)), key, longest));
    }

    /** Releases a lock that was acquired singly. */
    public void release(long key) {
        jdbc.queryForObject("select pg_advisory_unlock(?)", Boolean.class, key);
    }

    /** Ends the transaction, which releases all locks but those that were acquired singly. */
    public void endTransaction() {
        try {
            connection.commit();
        } catch (SQLException e) {
            throw new UncategorizedSQLException("advisory lock", null, e);
        }
    }

    /** Returns the transaction, for locks on rows. */
    public JdbcTemplate jdbc() {
        return jdbc;
    }

    /** Releases all locks. */
    @Override
    public void close() {
        try {
            // No wait for a frozen server: it releases them with the connection.
            connection.setNetworkTimeout(Runnable::run, END_TIMEOUT_MILLIS);
            connection.commit();
        } catch (SQLException e) {
            // The server has released them already, with the connection.
            log.debug("A lock was gone before its end", e);
        } finally {
            JdbcUtils.closeConnection(connection);
        }
    }
}
