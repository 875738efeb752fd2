package dev.balancehistory.database;

import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Connections with the login for migrations, {@code spring.flyway.user}. A rejection names its properties. */
final class OwnerLogin extends DelegatingDataSource {
    OwnerLogin(DataSource dataSource) {
        super(dataSource);
    }

    /**
     * @throws Problem if the database rejects the login
     */
    @Override
    public Connection getConnection() throws SQLException {
        try {
            return super.getConnection();
        } catch (SQLException e) {
            if (DatabaseProblem.of(e).outcome() == Outcome.CREDENTIALS) {
                throw new Problem(
                        Outcome.CREDENTIALS,
                        "the database rejected the credentials for migrations: check spring.flyway.user and .password ("
                                + DatabaseProblem.reason(e) + ")",
                        e);
            }
            throw e;
        }
    }
}
