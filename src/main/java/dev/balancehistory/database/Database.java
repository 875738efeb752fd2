package dev.balancehistory.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Opens the database: three connections by default, one of them for the run's lock, and a time limit for every wait.
 */
public final class Database {
    private static final int CONNECTIONS = 3;

    private static final String HOST = "([A-Za-z0-9._-]*|\\[[0-9A-Fa-f:.%]+])(:[0-9]{1,5})?";

    // No user or password before the host: the driver accepts none there, and logs parts of an address that it rejects.
    private static final Pattern URL =
            Pattern.compile("jdbc:postgresql:(//" + HOST + "(," + HOST + ")*)?/?[^/?@:\\s]*(\\?.*)?");

    private static final Pattern PASSWORD = Pattern.compile("(?<=[?&])password=((?:[^&%]|%[0-9A-Fa-f]{2})*)(&|$)");

    private static final Pattern VERIFIED = Pattern.compile("[?&]sslmode=verify-full(&|$)");

    /** The URL sets the verification of the server itself. */
    private static final Pattern TLS = Pattern.compile("[?&]ssl(mode)?=");

    private static final String LOOPBACK_HOST = "(localhost|127(\\.[0-9]{1,3}){3}|\\[::1])?(:[0-9]{1,5})?";

    private static final Pattern LOOPBACK =
            Pattern.compile("jdbc:postgresql:(//" + LOOPBACK_HOST + "(," + LOOPBACK_HOST + ")*([/?].*)?|/?[^/].*|/?)");

    // A server may accept the connection and hang. The run then has to fetch without it.
    private static final Map<String, String> LIMITS = Map.of(
            "connectTimeout", "5",
            "loginTimeout", "10",
            "socketTimeout", "30",
            // An acknowledged COMMIT is on the server's disk, whatever the server's default is.
            "options",
                    "-c synchronous_commit=on -c statement_timeout=20s -c lock_timeout=5s"
                            + " -c idle_in_transaction_session_timeout=30s");

    // A migration of a large table may work for hours, but must not wait long for a lock while others wait behind it.
    private static final Map<String, String> LIMITS_OF_MIGRATIONS = Map.of(
            "connectTimeout", "5",
            "loginTimeout", "10",
            "options", "-c statement_timeout=0 -c lock_timeout=5s -c idle_in_transaction_session_timeout=0");

    // A check fails soon, and cannot change anything.
    private static final Map<String, String> LIMITS_OF_CHECKS = Map.of(
            "connectTimeout", "4",
            "loginTimeout", "5",
            "socketTimeout", "6",
            "options", "-c statement_timeout=5s -c lock_timeout=1s -c default_transaction_read_only=on");

    private Database() {}

    /**
     * The address and login of the database: {@code spring.datasource.*}.
     *
     * @param url a JDBC URL of PostgreSQL; its parameters override those of this program
     */
    public record Settings(
            String url, @Nullable String username, @Nullable String password) {
        // The driver logs the address unmasked at its finest log level.
        public Settings {
            Matcher parameter = PASSWORD.matcher(url);
            if (parameter.find()) {
                password = URLDecoder.decode(parameter.group(1), StandardCharsets.UTF_8);
                url = parameter.replaceAll("");
            }
        }

        @Override
        public String toString() {
            return place();
        }

        /** Returns whether the server has to prove its identity. Encryption alone only prevents eavesdropping. */
        public boolean verifiesServer() {
            return VERIFIED.matcher(url).find() || verifiesServerByDefault();
        }

        /** A connection that leaves this machine is verified unless the URL sets a lower level. */
        private boolean verifiesServerByDefault() {
            return !TLS.matcher(url).find() && !LOOPBACK.matcher(url).matches();
        }

        /** Returns the address without its parameters, which may be secret. */
        public String place() {
            if (!URL.matcher(url).matches()) {
                return "the database";
            }
            int parameters = url.indexOf('?');
            return parameters < 0 ? url : url.substring(0, parameters);
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
        HikariConfig config = new HikariConfig();
        config.setPoolName("balance-history");
        config.setJdbcUrl(checkedUrl(settings));
        config.setUsername(settings.username());
        config.setPassword(settings.password());
        config.setMaximumPoolSize(CONNECTIONS);
        // The pool keeps the first connection.
        config.setMinimumIdle(1);
        config.setConnectionTimeout(5_000);
        config.setDataSourceProperties(properties(settings, LIMITS));
        configured.accept(config);
        try {
            return new HikariDataSource(config);
        } catch (HikariPool.PoolInitializationException e) {
            Problem problem = DatabaseProblem.of(e);
            throw new Problem(problem.outcome(), settings.place() + ": " + problem.getMessage(), e);
        }
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

    /** Returns the address, if it is that of a PostgreSQL. */
    static String checkedUrl(Settings settings) {
        String url = settings.url();
        if (!URL.matcher(url).matches() || !isReadable(url)) {
            throw new Problem(
                    Outcome.CONFIGURATION,
                    "spring.datasource.url must be a PostgreSQL URL such as jdbc:postgresql://localhost:5432/balances;"
                            + " the user and the password have properties of their own");
        }
        return url;
    }

    private static boolean isReadable(String url) {
        try {
            DriverManager.getDriver(url);
            return true;
        } catch (SQLException e) {
            return false;
        }
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
        return properties;
    }
}
