package dev.balancehistory.report;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Every export holds it shared until its transaction ends, so whoever gets it alone knows that no other export lives. */
final class ExportLock {
    private static final long ANY_EXPORT = 0x6578706f72747321L;

    private static final String TRY_ALONE = "select pg_try_advisory_xact_lock(?)";
    private static final String JOIN = "select pg_advisory_xact_lock_shared(?)";

    private ExportLock() {}

    /** Tells others that this export lives, as long as the connection's transaction lasts. */
    static void join(Connection connection) throws SQLException {
        lock(connection, JOIN);
    }

    /** Does this if no export lives; none can begin until it is done. */
    static void ifAlone(HikariDataSource dataSource, Runnable action) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                if (lock(connection, TRY_ALONE)) {
                    action.run();
                }
            } finally {
                connection.rollback();
            }
        }
    }

    /** Returns whether it has the lock; to join is to have it, so its own answer does not matter. */
    private static boolean lock(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, ANY_EXPORT);
            ResultSet locked = statement.executeQuery();
            return locked.next() && "t".equals(locked.getString(1));
        }
    }
}
