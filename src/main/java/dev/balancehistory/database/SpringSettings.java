package dev.balancehistory.database;

import com.zaxxer.hikari.HikariConfig;
import dev.balancehistory.configuration.PropertyProblem;
import dev.balancehistory.configuration.SetProperty;
import dev.balancehistory.database.Database.Settings;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.env.Environment;

/**
 * The supported settings of Spring Boot below {@code spring.datasource}, {@code spring.flyway} and
 * {@code spring.batch}. Every other setting there is rejected, since it would have no effect.
 */
public final class SpringSettings {
    private static final String POOL = PoolSettings.SECTION;

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
            .map(name -> new SetProperty(name, false).uniform())
            .collect(Collectors.toUnmodifiableSet());

    // The name of a variable has no dash, or an underscore for it, as for a dot.
    private static final Set<String> KNOWN_VARIABLES =
            KNOWN.stream().map(name -> name.replace(".", "")).collect(Collectors.toUnmodifiableSet());

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
        for (SetProperty property : SetProperty.below("spring", environment)) {
            String section = section(property.name());
            if (section != null) {
                check(property, section);
                pool |= section.equals(POOL);
            }
        }
        return new SpringSettings(environment, pool);
    }

    private static void check(SetProperty property, String section) {
        String uniform = property.uniform();
        boolean known =
                property.variable() ? KNOWN_VARIABLES.contains(uniform.replace(".", "")) : KNOWN.contains(uniform);
        if (!known) {
            List<String> supported = SUPPORTED.getOrDefault(section, List.of());
            throw wrong(property + " is not supported: remove it. Below " + section + " this program supports "
                    + (supported.isEmpty() ? "no property" : String.join(", ", supported)));
        }
    }

    /** Returns the narrowest section of the property; null if it has none. */
    private static @Nullable String section(ConfigurationPropertyName name) {
        return SUPPORTED.keySet().stream()
                .filter(section -> ConfigurationPropertyName.of(section).isAncestorOf(name))
                .max((one, other) -> one.length() - other.length())
                .orElse(null);
    }

    /**
     * Returns the address and login of the database.
     *
     * @throws Problem if it is not configured
     */
    public Settings database() {
        String url = text("spring.datasource.url");
        if (url == null || url.isBlank()) {
            throw wrong("no database is configured: set spring.datasource.url, .username and .password"
                    + " (environment: SPRING_DATASOURCE_URL, _USERNAME, _PASSWORD)");
        }
        return new Settings(url, text("spring.datasource.username"), text("spring.datasource.password"));
    }

    /**
     * Returns the address and login for migrations; null if they are not different.
     *
     * @throws Problem if there is a password without a user
     */
    public @Nullable Settings migration() {
        String url = text("spring.flyway.url");
        String user = text("spring.flyway.user");
        String password = text("spring.flyway.password");
        if (user == null && password != null) {
            throw wrong(
                    "spring.flyway.password is set without spring.flyway.user: set that too, or remove the password");
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

    /** Returns whether migrations have a user of their own. */
    boolean hasOwnerLogin() {
        return text("spring.flyway.user") != null;
    }

    /**
     * Checks all of them without connecting, so that every later failure is one of the database.
     *
     * @throws Problem if one is missing or rejected
     */
    public void check() {
        Database.checkedUrl(database());
        Settings owner = migration();
        if (owner != null) {
            Database.checkedUrl(owner);
        }
        migrates();
        configure(Database.pool());
    }

    /**
     * Returns whether every command migrates the database.
     *
     * @throws Problem if the setting is neither true nor false
     */
    public boolean migrates() {
        try {
            return Binder.get(environment)
                    .bind("spring.flyway.enabled", Boolean.class)
                    .orElse(true);
        } catch (BindException e) {
            throw PropertyProblem.of(e);
        }
    }

    /**
     * Applies the configured settings of the pool.
     *
     * @throws Problem if a value is rejected
     */
    public void configure(HikariConfig config) {
        if (pool) {
            new PoolSettings(environment).configure(config);
        }
    }

    private @Nullable String text(String property) {
        return PropertyProblem.text(property, environment);
    }

    private static Problem wrong(String message) {
        return new Problem(Outcome.CONFIGURATION, message);
    }
}
