package dev.balancehistory.history;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import dev.balancehistory.balance.Outcome;
import dev.balancehistory.balance.Problem;
import org.jspecify.annotations.Nullable;

/** Opens the database: three connections at most, one of them for the run's lock, and no wait without an end. */
public final class Database {
    private static final int CONNECTIONS = 3;

    private Database() {}

    /**
     * Where the database is: {@code spring.datasource.*}.
     *
     * @param url a JDBC URL of PostgreSQL; its own parameters win over this program's
     */
    public record Settings(
            String url, @Nullable String username, @Nullable String password) {
        @Override
        public String toString() {
            return place();
        }

        /** Returns the address without its parameters, fit to be shown. */
        public String place() {
            int query = url.indexOf('?');
            return (query < 0 ? url : url.substring(0, query)).replaceFirst("//[^/@]*@", "//");
        }
    }

    /**
     * Connects.
     *
     * @throws Problem if it can't be reached or refuses the user
     */
    public static HikariDataSource open(Settings settings) {
        if (!settings.url().startsWith("jdbc:postgresql:")) {
            throw new Problem(
                    Outcome.CONFIGURATION,
                    "spring.datasource.url must be a PostgreSQL URL such as jdbc:postgresql://localhost:5432/balances");
        }
        HikariConfig config = new HikariConfig();
        config.setPoolName("balance-history");
        config.setJdbcUrl(settings.url());
        config.setUsername(settings.username());
        config.setPassword(settings.password());
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(5_000);
        config.addDataSourceProperty("ApplicationName", "balance-history");
        config.addDataSourceProperty("connectTimeout", "5");
        config.addDataSourceProperty("socketTimeout", "30");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        // Its detail may quote whole rows.
        config.addDataSourceProperty("logServerErrorDetail", "false");
        config.addDataSourceProperty(
                "options", "-c statement_timeout=20s -c lock_timeout=5s -c idle_in_transaction_session_timeout=30s");
        try {
            return new HikariDataSource(config);
        } catch (HikariPool.PoolInitializationException e) {
            Problem problem = DatabaseProblem.of(e);
            throw new Problem(problem.outcome(), settings.place() + ": " + problem.getMessage(), e);
        } catch (RuntimeException e) {
            throw new Problem(
                    Outcome.CONFIGURATION, settings.place() + ": spring.datasource.url is not a URL of PostgreSQL", e);
        }
    }
}
