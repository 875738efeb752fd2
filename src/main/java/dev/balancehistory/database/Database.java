package dev.balancehistory.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import dev.balancehistory.process.Problem;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Opens the database: three connections by default, one of them for the run's lock, and a time limit for every wait.
 */
public final class Database {
    /** The number of connections that a run may open at once. */
    public static final int CONNECTIONS = 3;

    private static final String OPTIONS = "options";

    // A server may accept the connection and hang. The run then has to fetch without it.
    // Of two equal server settings in the options, the last one applies: %s stands for the user's own.
    private static final Map<String, String> LIMITS = Map.of(
            "connectTimeout",
            "5",
            "loginTimeout",
            "10",
            "socketTimeout",
            "30",
            // An acknowledged COMMIT is on the server's disk, whatever the server's default is.
            OPTIONS,
            "-c statement_timeout=20s -c lock_timeout=5s -c idle_in_transaction_session_timeout=30s %s"
                    + " -c synchronous_commit=on");

    /** Follows the user's own statements, the last of which may end in a comment. */
    private static final String DURABLE = "\n; set synchronous_commit = on";

    // A migration of a large table may work for hours, but must not wait long for a lock while others wait behind it.
    private static final Map<String, String> LIMITS_OF_MIGRATIONS = Map.of(
            "connectTimeout",
            "5",
            "loginTimeout",
            "10",
            OPTIONS,
            "%s -c statement_timeout=0 -c lock_timeout=5s -c idle_in_transaction_session_timeout=0");

    // A check fails soon, and cannot change anything.
    private static final Map<String, String> LIMITS_OF_CHECKS = Map.of(
            "connectTimeout",
            "4",
            "loginTimeout",
            "5",
            "socketTimeout",
            "6",
            OPTIONS,
            "%s -c statement_timeout=5s -c lock_timeout=1s -c default_transaction_read_only=on");

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
        config.setDataSourceProperties(properties(settings, LIMITS));
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
        return openedAnew(settings, LIMITS_OF_MIGRATIONS);
    }

    /** Returns connections beside the pool, each opened when it is needed and closed by its user. */
    public static DataSource besideThePool(Settings settings) {
        return openedAnew(settings, LIMITS);
    }

    /** Returns connections for checks, each opened on request. */
    public static DataSource forChecks(Settings settings) {
        return openedAnew(settings, LIMITS_OF_CHECKS);
    }

    private static DataSource openedAnew(Settings settings, Map<String, String> limits) {
        DriverManagerDataSource dataSource = new DriverManagerDataSource(checkedUrl(settings));
        dataSource.setUsername(settings.username());
        dataSource.setPassword(settings.password());
        dataSource.setConnectionProperties(properties(settings, limits));
        return dataSource;
    }

    /** Returns the checked URL without its options, which the properties contain. */
    static String checkedUrl(Settings settings) {
        DatabaseUrl.check(settings.url());
        return DatabaseUrl.without(settings.url(), OPTIONS);
    }

    private static Properties properties(Settings settings, Map<String, String> limits) {
        Properties properties = new Properties();
        if (settings.verifiesServer()) {
            properties.setProperty("sslmode", "verify-full");
        }
        properties.setProperty("ApplicationName", "balance-history");
        properties.setProperty("tcpKeepAlive", "true");
        // The detail of an error may quote whole rows.
        properties.setProperty("logServerErrorDetail", "false");
        limits.forEach(properties::setProperty);
        String own = String.join(" ", DatabaseUrl.values(settings.url(), OPTIONS));
        properties.setProperty(OPTIONS, limits.getOrDefault(OPTIONS, "%s").formatted(own));
        return properties;
    }
}
