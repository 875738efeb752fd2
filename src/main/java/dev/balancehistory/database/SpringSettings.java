package dev.balancehistory.database;

import com.zaxxer.hikari.HikariConfig;
import dev.balancehistory.configuration.PropertyProblem;
import dev.balancehistory.database.Database.Settings;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** The settings of the database: {@code spring.datasource} and {@code spring.flyway}. */
public final class SpringSettings {
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
        return new SpringSettings(
                environment, SupportedSettings.check(environment).contains(PoolSettings.SECTION));
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
            DatabaseUrl.check(owner.url(), "spring.flyway.url");
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
