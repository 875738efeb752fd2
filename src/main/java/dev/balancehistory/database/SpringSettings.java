package dev.balancehistory.database;

import com.zaxxer.hikari.HikariConfig;
import dev.balancehistory.database.Database.Settings;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.convert.ConversionException;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * The supported settings of Spring Boot below {@code spring.datasource}, {@code spring.flyway} and
 * {@code spring.batch}. Every other setting there is rejected, since it would have no effect.
 */
public final class SpringSettings {
    private static final String POOL = "spring.datasource.hikari";
    private static final int FEWEST_CONNECTIONS = 3;

    /** The supported settings, by section. */
    private static final Map<String, List<String>> SUPPORTED = Map.of(
            "spring.batch",
            List.of(),
            "spring.datasource",
            List.of("url", "username", "password"),
            POOL,
            List.of(
                    "connection-init-sql",
                    "connection-test-query",
                    "connection-timeout",
                    "idle-timeout",
                    "keepalive-time",
                    "max-lifetime",
                    "maximum-pool-size",
                    "minimum-idle",
                    "pool-name",
                    "validation-timeout"),
            "spring.flyway",
            List.of("enabled", "url", "user", "password"));

    private static final Set<String> KNOWN = SUPPORTED.entrySet().stream()
            .flatMap(section -> section.getValue().stream()
                    .map(name -> ConfigurationPropertyName.of(section.getKey() + "." + name)))
            .map(SpringSettings::uniform)
            .collect(Collectors.toUnmodifiableSet());

    // The name of a variable has no dash, or an underscore for it, as for a dot.
    private static final Set<String> KNOWN_VARIABLES =
            KNOWN.stream().map(name -> name.replace(".", "")).collect(Collectors.toUnmodifiableSet());

    /** The variables that Kubernetes sets in every pod for a service with such a name. */
    private static final Pattern OF_A_SERVICE =
            Pattern.compile(".*\\.(service\\.(host|port(\\..+)?)|port(\\.[0-9]+\\.(tcp|udp|sctp)(\\..+)?)?)");

    private final Environment environment;

    /** Whether a setting of the pool is configured. */
    private final boolean pool;

    private SpringSettings(Environment environment, boolean pool) {
        this.environment = environment;
        this.pool = pool;
    }

    /**
     * Returns the settings.
     *
     * @throws Problem if an unsupported one is set; the message contains the property and never its value
     */
    public static SpringSettings of(Environment environment) {
        boolean pool = false;
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            if (source instanceof IterableConfigurationPropertySource names) {
                for (ConfigurationPropertyName name : names) {
                    String section = section(name);
                    if (section != null) {
                        check(name, section, source);
                        pool |= section.equals(POOL);
                    }
                }
            }
        }
        return new SpringSettings(environment, pool);
    }

    private static void check(ConfigurationPropertyName name, String section, ConfigurationPropertySource source) {
        boolean variable = isFrom(source, StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
        String shown = name + (variable ? " (environment: " + variable(name) + ")" : "");
        String uniform = uniform(name);
        boolean known = variable
                ? KNOWN_VARIABLES.contains(uniform.replace(".", ""))
                        || OF_A_SERVICE.matcher(uniform).matches()
                : KNOWN.contains(uniform);
        if (!known) {
            throw wrong(shown + " is not supported: remove it. Below " + section + " this program supports "
                    + String.join(", ", SUPPORTED.getOrDefault(section, List.of())));
        }
    }

    /** Returns the narrowest section of the property; null if it has none. */
    private static @Nullable String section(ConfigurationPropertyName name) {
        return SUPPORTED.keySet().stream()
                .filter(section -> ConfigurationPropertyName.of(section).isAncestorOf(name))
                .max((one, other) -> one.length() - other.length())
                .orElse(null);
    }

    private static boolean isFrom(ConfigurationPropertySource source, String place) {
        return source.getUnderlyingSource() instanceof PropertySource<?> underlying
                && underlying.getName().equals(place);
    }

    private static String uniform(ConfigurationPropertyName name) {
        return IntStream.range(0, name.getNumberOfElements())
                .mapToObj(i -> name.getElement(i, Form.UNIFORM))
                .collect(Collectors.joining("."));
    }

    private static String variable(ConfigurationPropertyName name) {
        return uniform(name).replace('.', '_').toUpperCase(Locale.ROOT);
    }

    /**
     * Returns the address and login of the database.
     *
     * @throws Problem if it is not configured
     */
    public Settings database() {
        String url = environment.getProperty("spring.datasource.url");
        if (url == null || url.isBlank()) {
            throw wrong("no database is configured: set spring.datasource.url, .username and .password"
                    + " (environment: SPRING_DATASOURCE_URL, _USERNAME, _PASSWORD)");
        }
        return new Settings(
                url,
                environment.getProperty("spring.datasource.username"),
                environment.getProperty("spring.datasource.password"));
    }

    /**
     * Returns the address and login for migrations; null if they are not different.
     *
     * @throws Problem if there is a password without a user
     */
    public @Nullable Settings migration() {
        String url = environment.getProperty("spring.flyway.url");
        String user = environment.getProperty("spring.flyway.user");
        String password = environment.getProperty("spring.flyway.password");
        if (user == null && password != null) {
            throw wrong("spring.flyway.password is set without spring.flyway.user");
        }
        if (user == null && url == null) {
            return null;
        }
        Settings database = database();
        return new Settings(
                url == null ? database.url() : url,
                user == null ? database.username() : user,
                user == null ? database.password() : password);
    }

    /**
     * Returns whether every command migrates the database.
     *
     * @throws Problem if the setting is neither true nor false
     */
    public boolean migrates() {
        try {
            return environment.getProperty("spring.flyway.enabled", Boolean.class, true);
        } catch (ConversionException e) {
            throw new Problem(Outcome.CONFIGURATION, "spring.flyway.enabled must be true or false", e);
        }
    }

    /**
     * Applies the configured settings of the pool.
     *
     * @throws Problem if a value is rejected
     */
    public void configure(HikariConfig config) {
        if (!pool) {
            return;
        }
        try {
            Binder.get(environment).bind(POOL, Bindable.ofInstance(config));
        } catch (BindException e) {
            String reason = NestedExceptionUtils.getMostSpecificCause(e).getMessage();
            throw new Problem(Outcome.CONFIGURATION, e.getName() + " is rejected: " + reason, e);
        }
        if (config.getMaximumPoolSize() < FEWEST_CONNECTIONS) {
            throw wrong(POOL + ".maximum-pool-size must be at least " + FEWEST_CONNECTIONS
                    + ": a run holds a connection for its lock, and writes on others");
        }
    }

    private static Problem wrong(String message) {
        return new Problem(Outcome.CONFIGURATION, message);
    }
}
