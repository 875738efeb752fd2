package dev.balancehistory.postgres;

import dev.balancehistory.support.Patience;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * One connection, opened at its first use and again if the server has ended it. Opening one costs more than most tests
 * do with it.
 */
final class KeptConnection extends AbstractDataSource implements AutoCloseable {
    private final DataSource opener;
    private @Nullable SingleConnectionDataSource kept;

    KeptConnection(DataSource opener) {
        this.opener = opener;
    }

    @Override
    public synchronized Connection getConnection() throws SQLException {
        if (kept != null && !kept.getConnection().isValid((int) Patience.LIMIT.toSeconds())) {
            close();
        }
        if (kept == null) {
            kept = new SingleConnectionDataSource(opener.getConnection(), true);
        }
        return kept.getConnection();
    }

    @Override
    public Connection getConnection(String username, String password) {
        throw new UnsupportedOperationException("one connection, of one user");
    }

    @Override
    public synchronized void close() {
        if (kept != null) {
            kept.destroy();
            kept = null;
        }
    }
}
