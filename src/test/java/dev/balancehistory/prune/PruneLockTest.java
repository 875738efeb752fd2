package dev.balancehistory.prune;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.balancehistory.archive.TestHistory;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** The transaction that keeps other prunes away does nothing else, for as long as this one is at work. */
class PruneLockTest {
    @Test
    void theServerDoesNotEndAnIdleLock() throws SQLException {
        try (TestHistory test = new TestHistory();
                Connection connection = test.pool.getConnection()) {
            JdbcTemplate session = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
            String limit = "show idle_in_transaction_session_timeout";
            assertThat(session.queryForObject(limit, String.class)).isEqualTo("30s");

            try (PruneLock lock = PruneLock.acquire(handingOut(connection))) {
                assertThat(lock).isNotNull();
                assertThat(session.queryForObject(limit, String.class)).isEqualTo("0");
            }
        }
    }

    private static HikariDataSource handingOut(Connection connection) {
        return new HikariDataSource() {
            @Override
            public Connection getConnection() {
                return connection;
            }
        };
    }
}
