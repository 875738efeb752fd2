package dev.balancehistory.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import dev.balancehistory.process.Problem;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Opens the database: three connections by default, one of them for the run's lock, and a time limit for every wait.
 */
public final class Database {
    /** The number of connections that a run may open at once. */
    public static final int CONNECTIONS = 3;

    /** Follows the user's own statements, the last of which may end in a comment. */
    private static final String DURABLE = "\n; set synchronous_commit = on";

    private Database() {}

    /**
     * The address and login of the database: {@code spring.datasource.*}.
     *
     * @param url a JDBC URL of PostgreSQL; its parameters override those of this program, except for synchronous_commit
     */
    public record Settings(
            String url, @Nullable String username, @Nullable String password) {
        // The driver logs the address unmasked at its finest log level.
        public Settings {
            for (String value : DatabaseUrl.values(url, "password")) {
                password = value;
            }
            url = DatabaseUrl.without(url, "password");
        }

        @Override
        public String toString() {
            return place();
        }

        /** Returns whether the server has to prove its identity. */
        public boolean verifiesServer() {
            return DatabaseUrl.verifiesServer(url);
        }

        /** Returns the address without its parameters, which may be secret. */
        public String place() {
            return DatabaseUrl.place(url);
        }
    }

    /**
     * Connects.
     *
     * @throws Problem if it is out of reach or rejects the credentials
     */
    public static HikariDataSource open(Settings settings) {
        return open(settings, pool -> {});
    }

    /**
     * Connects.
     *
     * @param configured changes the defaults of the pool
     * @throws Problem if it is out of reach or rejects the credentials
     */
    public static HikariDataSource open(Settings settings, Consumer<HikariConfig> configured) {
        HikariConfig config = pool();
        config.setJdbcUrl(checkedUrl(settings));
        config.setUsername(settings.username());
        config.setPassword(settings.password());
        config.setDataSourceProperties(ConnectionLimits.OF_RUNS.properties(settings));
        configured.accept(config);
        if (config.getConnectionInitSql() != null) {
            config.setConnectionInitSql(config.getConnectionInitSql() + DURABLE);
        }
        try {
            return new HikariDataSource(config);
        } catch (HikariPool.PoolInitializationException e) {
            Problem problem = PoolSettings.ofStart(e);
            throw new Problem(problem.outcome(), settings.place() + ": " + problem.getMessage(), e);
        }
    }

    /** Returns the defaults of the pool. */
    static HikariConfig pool() {
        HikariConfig config = new HikariConfig();
        config.setPoolName("balance-history");
        config.setMaximumPoolSize(CONNECTIONS);
        // The pool keeps the first connection.
        config.setMinimumIdle(1);
        config.setConnectionTimeout(5_000);
        return config;
    }

    /** Returns connections for migrations. */
    public static DataSource forMigrations(Settings settings) {
        return openedAnew(settings, ConnectionLimits.OF_MIGRATIONS);
    }

    /** Returns connections beside the pool, each opened when it is needed and closed by its user. */
    public static DataSource besideThePool(Settings settings) {
        return openedAnew(settings, ConnectionLimits.OF_RUNS);
    }

    /** Returns connections for the locks of keys, each opened on request. */
    public static DataSource forKeys(Settings settings) {
        return openedAnew(settings, ConnectionLimits.OF_KEYS);
    }

    /** Returns connections for checks, each opened on request. */
    public static DataSource forChecks(Settings settings) {
        return openedAnew(settings, ConnectionLimits.OF_CHECKS);
    }

    private static DataSource openedAnew(Settings settings, ConnectionLimits limits) {
        DriverManagerDataSource dataSource = new DriverManagerDataSource(checkedUrl(settings));
        dataSource.setUsername(settings.username());
        dataSource.setPassword(settings.password());
        dataSource.setConnectionProperties(limits.properties(settings));
        return dataSource;
    }

    /** Returns the checked URL without its options, which the properties contain. */
    static String checkedUrl(Settings settings) {
        DatabaseUrl.check(settings.url(), "spring.datasource.url");
        return DatabaseUrl.without(settings.url(), PGProperty.OPTIONS.getName());
    }
}
