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
 * Keeps runs apart: one account is asked by one run at a time. It is a transaction on a connection of its own that
 * holds the accounts' rows of {@code account_name}, so the server ends it when the process dies, and after a while when it is frozen. What
 * guarantees that nothing is recorded twice is not this lock but the unique keys.
 */
public final class RunLock implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RunLock.class);

    /** Every run holds it shared, so whoever gets it alone knows that no other run lives. */
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
     * Takes those of the accounts that no other run holds.
     *
     * @param longest after which the server takes the lock away from a process that hangs
     * @param whenAlone called first, and only if no other run lives: none can start until it returns
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

    /** Returns whether this run may ask for the account. */
    public boolean holds(Account account) {
        return held.contains(account.id());
    }

    /** Lets the accounts go. */
    @Override
    public void close() {
        try {
            // A server that hangs is not waited for: it lets them go with the connection.
            connection.setNetworkTimeout(Runnable::run, END_TIMEOUT_MILLIS);
            connection.commit();
        } catch (SQLException e) {
            // The server has let them go already, with the connection.
            log.debug("The run's lock was gone before its end", e);
        } finally {
            JdbcUtils.closeConnection(connection);
        }
    }
}
