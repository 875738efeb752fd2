package dev.balancehistory.archive;

import dev.balancehistory.balance.Account;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcUtils;

/**
 * The lock by which only one run at a time fetches an account. It is a transaction on a separate connection that locks
 * the accounts' rows of {@code account_name}. The server ends it when the process dies, and after a timeout when the
 * process is frozen. Not this lock but the unique keys prevent a duplicate record.
 */
public final class RunLock implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RunLock.class);

    /** Every run holds this lock in shared mode. A run that gets it in exclusive mode is the only one alive. */
    private static final long ANY_RUN = 0x62616c616e636573L;

    private static final int END_TIMEOUT_MILLIS = 5_000;

    private static final String TRY_ALONE = "select pg_try_advisory_xact_lock(?)";

    private static final String JOIN =
            "select pg_advisory_xact_lock_shared(?), set_config('idle_in_transaction_session_timeout', ?, true)";

    // Row locks, since advisory locks on thousands of accounts would fill the server's lock table.
    private static final String HOLD = """
            select account_id
              from account_name
             where account_id = any (?)
             order by account_id
               for no key update skip locked
            """;

    private final Connection connection;
    private final Set<Integer> held;

    private RunLock(Connection connection, Set<Integer> held) {
        this.connection = connection;
        this.held = held;
    }

    /**
     * Locks those of the accounts that no other run holds.
     *
     * @param longest the time after which the server releases the lock of a frozen process
     * @param whenAlone called first, and only if no other run is alive; no run can start until it returns
     */
    public static RunLock acquire(
            DataSource dataSource, Collection<Account> accounts, Duration longest, Runnable whenAlone) {
        Connection connection = null;
        try {
            connection = dataSource.getConnection();
            connection.setAutoCommit(false);
            JdbcTemplate jdbc = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
            if (Boolean.TRUE.equals(jdbc.queryForObject(TRY_ALONE, Boolean.class, ANY_RUN))) {
                whenAlone.run();
            }
            connection.commit();
            jdbc.query(JOIN, row -> {}, ANY_RUN, Long.toString(longest.toMillis()));
            Integer[] ids = accounts.stream().map(Account::id).toArray(Integer[]::new);
            Set<Integer> held = jdbc.queryForList(HOLD, Integer.class, (Object) ids).stream()
                    .collect(Collectors.toUnmodifiableSet());
            return new RunLock(connection, held);
        } catch (SQLException e) {
            JdbcUtils.closeConnection(connection);
            throw new UncategorizedSQLException("run lock", null, e);
        } catch (RuntimeException e) {
            JdbcUtils.closeConnection(connection);
            throw e;
        }
    }

    /** Returns whether this run may fetch the account. */
    public boolean holds(Account account) {
        return held.contains(account.id());
    }

    /** Releases the accounts. */
    @Override
    public void close() {
        try {
            // No wait for a frozen server: it releases them with the connection.
            connection.setNetworkTimeout(Runnable::run, END_TIMEOUT_MILLIS);
            connection.commit();
        } catch (SQLException e) {
            // The server has released them already, with the connection.
            log.debug("The run's lock was gone before its end", e);
        } finally {
            JdbcUtils.closeConnection(connection);
        }
    }
}
