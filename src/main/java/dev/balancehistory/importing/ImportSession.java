package dev.balancehistory.importing;

import dev.balancehistory.archive.AccountWriteLock;
import dev.balancehistory.database.AdvisoryLocks;
import dev.balancehistory.database.DatabaseProblem;
import dev.balancehistory.process.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Writes archived responses into the history. Each batch is one transaction, so that an import can be killed and
 * repeated at any time. Responses that are archived already are skipped. A dry run is one transaction, which is rolled
 * back. No setting outlives a transaction, so that a connection pooler can change the connection between two of them.
 * For one thread at a time.
 */
final class ImportSession implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ImportSession.class);

    // Longer than the server's limit for an idle transaction that may hold the lock.
    private static final String LIMITS = "set local lock_timeout = '60s'; set local statement_timeout = '5min'";

    // The transaction waits for the file, which may come through a pipe.
    private static final String NO_LIMIT = "set local idle_in_transaction_session_timeout = 0";

    private static final int NETWORK_TIMEOUT_MILLIS = 330_000;

    private static final String UNIQUE_VIOLATION = "23505";

    private final Connection connection;
    private final JdbcTemplate jdbc;
    private final boolean dryRun;
    private final boolean allowShared;
    private final ImportAccounts accounts;

    /** Keeps other imports from being alone; null for a dry run. */
    private @Nullable AdvisoryLocks lock;

    private ImportSession(Connection connection, boolean dryRun, boolean allowShared) {
        this.connection = connection;
        this.jdbc = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
        this.dryRun = dryRun;
        this.allowShared = allowShared;
        this.accounts = new ImportAccounts(connection, jdbc, dryRun);
    }

    /**
     * Begins a session.
     *
     * @param locks opens the connection for the lock, beside those of the pool
     * @param dryRun whether to report the result and write nothing
     * @param allowShared whether a response may be recorded that another account has recorded
     * @param whenAlone called if no other import is alive; none can begin until it returns
     * @throws Problem if the database fails
     */
    public static ImportSession open(
            DataSource dataSource, DataSource locks, boolean dryRun, boolean allowShared, Runnable whenAlone) {
        try {
            ImportSession session = new ImportSession(dataSource.getConnection(), dryRun, allowShared);
            try {
                session.prepare(locks, whenAlone);
                return session;
            } catch (SQLException | RuntimeException e) {
                session.close();
                throw e;
            }
        } catch (SQLException e) {
            throw DatabaseProblem.of(e);
        }
    }

    private void prepare(DataSource locks, Runnable whenAlone) throws SQLException {
        connection.setNetworkTimeout(Runnable::run, NETWORK_TIMEOUT_MILLIS);
        connection.setAutoCommit(false);
        if (dryRun) {
            jdbc.execute(NO_LIMIT);
            jdbc.execute(DryRunMemory.TABLE);
        } else {
            lock = locked(locks, whenAlone);
        }
    }

    private static AdvisoryLocks locked(DataSource locks, Runnable whenAlone) {
        AdvisoryLocks lock = AdvisoryLocks.on(locks, Duration.ZERO);
        try {
            if (lock.tryAcquire(AdvisoryLocks.IMPORT)) {
                whenAlone.run();
            }
            lock.endTransaction();
            lock.share(AdvisoryLocks.IMPORT);
            return lock;
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** Ends the transaction, unless it holds the memory of a dry run. */
    private void commit() throws SQLException {
        if (!dryRun) {
            connection.commit();
        }
    }

    /** Returns the accounts of the history and of this import. */
    public ImportAccounts accounts() {
        return accounts;
    }

    /**
     * Writes a batch.
     *
     * @param run the number of the run in the job metadata
     * @param now the time of the import
     * @return the decisions, in the same order
     * @throws Problem if the database fails, or another account has recorded one of them; then none is written
     */
    public List<Decision> take(List<ImportedResponse> batch, long run, Instant now) {
        List<ImportedResponse> responses = batch;
        ImportLookUp lookUp = new ImportLookUp(connection, dryRun);
        try {
            if (!dryRun) {
                jdbc.execute(LIMITS);
                responses = accounts.added(batch);
                AccountWriteLock.acquire(
                        connection,
                        responses.stream()
                                .map(response -> response.account().id())
                                .toList());
            }
            List<Decision> decisions = lookUp.decide(responses);
            if (!allowShared) {
                SharedResponses.reject(connection, decisions);
            }
            if (dryRun) {
                lookUp.findRowsWithoutSnapshot(responses);
                DryRunMemory.add(connection, decisions);
            } else {
                ImportCopy.write(connection, decisions, run, now);
            }
            commit();
            return decisions;
        } catch (Problem | DataAccessException e) {
            rollBack();
            throw DatabaseProblem.of(e);
        } catch (SQLException e) {
            rollBack();
            if (UNIQUE_VIOLATION.equals(e.getSQLState())) {
                findDamage(lookUp, responses);
            }
            throw DatabaseProblem.of(e);
        }
    }

    /** Explains a duplicate key: under the write lock, a row that the look-up did not find is damage. */
    private static void findDamage(ImportLookUp lookUp, List<ImportedResponse> responses) {
        try {
            lookUp.findRowsWithoutSnapshot(responses);
        } catch (SQLException e) {
            throw DatabaseProblem.of(e);
        }
    }

    private void rollBack() {
        try {
            connection.rollback();
        } catch (SQLException e) {
            log.debug("The connection is gone, and with it the transaction", e);
        }
    }

    /** Ends the transactions, and with them the lock. */
    @Override
    public void close() {
        if (lock != null) {
            lock.close();
        }
        try (Connection closing = connection) {
            closing.rollback();
        } catch (SQLException e) {
            log.debug("The connection was gone before the import's end", e);
        }
    }
}
