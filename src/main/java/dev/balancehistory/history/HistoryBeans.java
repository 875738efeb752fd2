package dev.balancehistory.history;

import com.zaxxer.hikari.HikariDataSource;
import dev.balancehistory.balance.Outcome;
import dev.balancehistory.balance.Problem;
import dev.balancehistory.database.CurrentSchema;
import dev.balancehistory.database.Database;
import dev.balancehistory.database.Database.Settings;
import dev.balancehistory.database.SchemaMigration;
import org.springframework.beans.factory.BeanRegistrar;
import org.springframework.beans.factory.BeanRegistry;
import org.springframework.beans.factory.BeanRegistry.SupplierContext;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;

/** Wires the history: {@code spring.datasource.*} and {@code spring.flyway.*}. Nothing is opened before it is used. */
public final class HistoryBeans implements BeanRegistrar {
    @Override
    public void register(BeanRegistry registry, Environment environment) {
        registry.registerBean(Settings.class, spec -> spec.supplier(context -> settings(environment)));
        registry.registerBean(
                HikariDataSource.class, spec -> spec.supplier(context -> Database.open(context.bean(Settings.class))));
        registry.registerBean(SchemaMigration.class, spec -> spec.supplier(context -> migration(environment, context)));
        registry.registerBean(
                History.class,
                spec -> spec.supplier(context -> {
                    HikariDataSource dataSource = context.bean(HikariDataSource.class);
                    if (!CurrentSchema.isIn(new JdbcTemplate(dataSource))) {
                        migrate(context.bean(SchemaMigration.class), environment);
                    }
                    return History.in(dataSource);
                }));
        registry.registerBean(
                PlatformTransactionManager.class,
                spec -> spec.supplier(context -> context.bean(History.class).transactionManager()));
        registerReaders(registry);
    }

    private static void registerReaders(BeanRegistry registry) {
        registry.registerBean(
                StatusBoard.class,
                spec -> spec.supplier(context -> {
                    // Which makes sure of the schema.
                    context.bean(History.class);
                    return new StatusBoard(new JdbcTemplate(context.bean(HikariDataSource.class)));
                }));
        registry.registerBean(
                RecordedHistory.class,
                spec -> spec.supplier(context -> {
                    context.bean(History.class);
                    return new RecordedHistory(context.bean(HikariDataSource.class));
                }));
        registry.registerBean(
                DatabaseCheck.class, spec -> spec.supplier(context -> new DatabaseCheck(context.bean(Settings.class))));
        registry.registerBean(
                Retention.class,
                spec -> spec.supplier(context -> {
                    context.bean(History.class);
                    return new Retention(context.bean(HikariDataSource.class));
                }));
    }

    private static void migrate(SchemaMigration migration, Environment environment) {
        if (environment.getProperty("spring.flyway.enabled", Boolean.class, true)) {
            migration.migrate();
        } else {
            migration.check();
        }
    }

    private static Settings settings(Environment environment) {
        String url = environment.getProperty("spring.datasource.url");
        if (url == null || url.isBlank()) {
            throw new Problem(
                    Outcome.CONFIGURATION,
                    "no database is configured: set spring.datasource.url, .username and .password"
                            + " (environment: SPRING_DATASOURCE_URL, _USERNAME, _PASSWORD)");
        }
        return new Settings(
                url,
                environment.getProperty("spring.datasource.username"),
                environment.getProperty("spring.datasource.password"));
    }

    /** Migrates as {@code spring.flyway.user}, where that is set: the tables' owner need not be the recorder. */
    private static SchemaMigration migration(Environment environment, SupplierContext context) {
        Settings recorder = context.bean(Settings.class);
        String user = environment.getProperty("spring.flyway.user");
        if (user == null) {
            return new SchemaMigration(context.bean(HikariDataSource.class), Database.forMigrations(recorder));
        }
        return new SchemaMigration(Database.forMigrations(new Settings(
                environment.getProperty("spring.flyway.url", recorder.url()),
                user,
                environment.getProperty("spring.flyway.password"))));
    }
}
