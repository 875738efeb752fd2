package dev.balancehistory.history;

import com.zaxxer.hikari.HikariDataSource;
import dev.balancehistory.database.CurrentSchema;
import dev.balancehistory.database.Database;
import dev.balancehistory.database.Database.Settings;
import dev.balancehistory.database.SchemaMigration;
import dev.balancehistory.database.SpringSettings;
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
        registry.registerBean(SpringSettings.class, spec -> spec.supplier(context -> SpringSettings.of(environment)));
        registry.registerBean(
                Settings.class,
                spec -> spec.supplier(
                        context -> context.bean(SpringSettings.class).database()));
        registry.registerBean(
                HikariDataSource.class,
                spec -> spec.supplier(context ->
                        Database.open(context.bean(Settings.class), context.bean(SpringSettings.class)::configure)));
        registry.registerBean(SchemaMigration.class, spec -> spec.supplier(HistoryBeans::migration));
        registry.registerBean(
                History.class,
                spec -> spec.supplier(context -> {
                    HikariDataSource dataSource = context.bean(HikariDataSource.class);
                    if (!CurrentSchema.isIn(new JdbcTemplate(dataSource))) {
                        migrate(context.bean(SchemaMigration.class), context.bean(SpringSettings.class));
                    }
                    return History.in(dataSource);
                }));
        registry.registerBean(
                NonceLocks.class,
                spec -> spec.supplier(context -> new NonceLocks(Database.besideThePool(context.bean(Settings.class)))));
        registry.registerBean(
                PlatformTransactionManager.class,
                spec -> spec.supplier(context -> context.bean(History.class).transactionManager()));
        registerReaders(registry);
    }

    private static void registerReaders(BeanRegistry registry) {
        registry.registerBean(
                AccountStatusQuery.class,
                spec -> spec.supplier(context -> {
                    // Which makes sure of the schema.
                    context.bean(History.class);
                    return new AccountStatusQuery(new JdbcTemplate(context.bean(HikariDataSource.class)));
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

    private static void migrate(SchemaMigration migration, SpringSettings settings) {
        if (settings.migrates()) {
            migration.migrate();
        } else {
            migration.check();
        }
    }

    /** Migrates as another user, where one is configured: the tables' owner need not be the recorder. */
    private static SchemaMigration migration(SupplierContext context) {
        Settings owner = context.bean(SpringSettings.class).migration();
        return owner == null
                ? new SchemaMigration(
                        context.bean(HikariDataSource.class), Database.forMigrations(context.bean(Settings.class)))
                : new SchemaMigration(Database.forMigrations(owner));
    }
}
