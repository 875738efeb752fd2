package dev.balancehistory.archive;

import dev.balancehistory.database.AdvisoryLocks;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;

/**
 * The lock that a transaction holds while it writes the snapshots of an account. The times, slots and sequence of an
 * account are all unique, so that two transactions without the lock could deadlock.
 */
public final class AccountWriteLock {
    private static final String LOCK = "select pg_advisory_xact_lock(?, account_id) from unnest(?) as account_id";

    private AccountWriteLock() {}

    /**
     * Waits for the locks of the accounts, which the transaction then holds until its end.
     *
     * @param accountIds keys of {@code account_name}, in any order
     */
    public static void acquire(Connection connection, Collection<Integer> accountIds) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
            Object[] sorted = accountIds.stream().distinct().sorted().toArray();
            statement.setInt(1, AdvisoryLocks.ACCOUNT);
            statement.setArray(2, connection.createArrayOf("int4", sorted));
            statement.execute();
        }
    }
}
