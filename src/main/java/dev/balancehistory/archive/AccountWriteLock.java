package dev.balancehistory.archive;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;

/**
 * The lock under which the snapshots of an account are written, so that one transaction at a time does. The times, the
 * slots and the sequence of an account are all unique, and no order of writing suits all of them: without the lock, two
 * transactions could wait for each other.
 */
public final class AccountWriteLock {
    private static final String LOCK = "select pg_advisory_xact_lock(?, account_id) from unnest(?) as account_id";

    /** The first half of the key; the second is the account. */
    private static final int KEY = 0x62616c61;

    private AccountWriteLock() {}

    /**
     * Waits for the locks of the accounts, which the transaction then holds until its end.
     *
     * @param accountIds keys of {@code account_name}, in any order
     */
    public static void acquire(Connection connection, Collection<Integer> accountIds) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
            Object[] sorted = accountIds.stream().distinct().sorted().toArray();
            statement.setInt(1, KEY);
            statement.setArray(2, connection.createArrayOf("int4", sorted));
            statement.execute();
        }
    }
}
