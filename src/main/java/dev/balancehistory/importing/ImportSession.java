package dev.balancehistory.importing;

import dev.balancehistory.archive.AccountRegistry;
import dev.balancehistory.archive.AccountWriteLock;
import dev.balancehistory.balance.Account;
import dev.balancehistory.balance.ResponseState;
import dev.balancehistory.database.AdvisoryLocks;
import dev.balancehistory.database.DatabaseProblem;
import dev.balancehistory.process.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Writes archived responses into the history. Each batch is one transaction, so that an import can be killed and
 * repeated at any time. Responses that are archived already are skipped. For one thread at a time.
 */
final class ImportSession implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ImportSession.class);

    // Longer than the server's limit for an idle transaction that may hold the lock.
    private static final String SETTINGS = "set lock_timeout = '60s'; set statement_timeout = '5min'";
    private static final int NETWORK_TIMEOUT_MILLIS = 330_000;

    private static final String UNIQUE_VIOLATION = "23505";

    private final Connection connection;
    private final JdbcTemplate jdbc;
    private final boolean dryRun;
    private int strangers;

    private ImportSession(Connection connection, boolean dryRun) {
        this.connection = connection;
        this.jdbc = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
        this.dryRun = dryRun;
    }

    /**
     * Begins a session.
     *
     * @param dryRun whether to report the result and write nothing
     * @param whenAlone called if no other import is alive; none can begin until it returns
     * @throws Problem if the database fails
     */
    public static ImportSession open(DataSource dataSource, boolean dryRun, Runnable whenAlone) {
        try {
            ImportSession session = new ImportSession(dataSource.getConnection(), dryRun);
            try {
                session.prepare(whenAlone);
                return session;
            } catch (SQLException | RuntimeException e) {
                session.close();
                throw e;
            }
        } catch (SQLException e) {
            throw DatabaseProblem.of(e);
        }
    }

    private void prepare(Runnable whenAlone) throws SQLException {
        connection.setNetworkTimeout(Runnable::run, NETWORK_TIMEOUT_MILLIS);
        jdbc.execute(SETTINGS);
        if (dryRun) {
            jdbc.execute(DryRunMemory.TABLE);
        } else {
            if (lock("select pg_try_advisory_lock(?)")) {
                whenAlone.run();
                lock("select pg_advisory_unlock(?)");
            }
            jdbc.query("select pg_advisory_lock_shared(?)", row -> {}, AdvisoryLocks.IMPORT);
        }
        connection.setAutoCommit(false);
    }

    private boolean lock(String sql) {
        return Boolean.TRUE.equals(jdbc.queryForObject(sql, Boolean.class, AdvisoryLocks.IMPORT));
    }

    /**
     * Returns the account of this name; null if the history has none.
     *
     * @throws Problem if the database fails
     */
    public @Nullable Account find(String name) {
        return committed(accounts -> accounts.find(name));
    }

    /**
     * Adds an account; returns the existing one if another run has added it meanwhile.
     *
     * @throws Problem if the database fails
     */
    public Account add(String name, String exchange) {
        if (dryRun) {
            return new Account(--strangers, name, exchange);
        }
        return committed(accounts -> accounts.findOrAdd(name, exchange));
    }

    private <T extends @Nullable Account> T committed(Function<AccountRegistry, T> action) {
        try {
            T account = action.apply(new AccountRegistry(jdbc));
            connection.commit();
            return account;
        } catch (SQLException | DataAccessException e) {
            throw DatabaseProblem.of(e);
        }
    }

    /**
     * The result for a response.
     *
     * @param alreadyRecorded whether the same response was recorded before
     * @param reason the reason why it was not recorded, as text; null if it was
     */
    public record Taken(
            ImportedResponse response,
            ResponseState state,
            boolean alreadyRecorded,
            @Nullable String reason) {}

    /**
     * Writes a batch.
     *
     * @param run the number of the run in the job metadata
     * @param now the time of the import
     * @return the results, in the same order
     * @throws Problem if the database fails; then none of them is written
     */
    public List<Taken> take(List<ImportedResponse> responses, long run, Instant now) {
        ImportLookUp lookUp = new ImportLookUp(connection, dryRun);
        try {
            if (!dryRun) {
                AccountWriteLock.acquire(
                        connection,
                        responses.stream()
                                .map(response -> response.account().id())
                                .toList());
            }
            List<ImportLedger.Decision> decisions = lookUp.decide(responses);
            if (dryRun) {
                lookUp.findRowsWithoutSnapshot(responses);
                DryRunMemory.add(connection, decisions);
            } else {
                ImportCopy.write(connection, decisions, run, now);
            }
            connection.commit();
            return decisions.stream().map(ImportLedger.Decision::taken).toList();
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

    /** Returns the connection to the pool unchanged. */
    @Override
    public void close() {
        try (Connection closing = connection) {
            if (!closing.getAutoCommit()) {
                closing.rollback();
                closing.setAutoCommit(true);
            }
            jdbc.execute("discard all");
        } catch (SQLException | DataAccessException e) {
            log.debug("The connection was gone before the import's end", e);
        }
    }
}
