package dev.balancehistory.database;

import com.zaxxer.hikari.HikariDataSource;
import dev.balancehistory.database.Database.Settings;
import javax.sql.DataSource;
import org.springframework.beans.factory.BeanRegistrar;
import org.springframework.beans.factory.BeanRegistry;
import org.springframework.beans.factory.BeanRegistry.SupplierContext;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Registers the database: {@code spring.datasource.*} and {@code spring.flyway.*}. The database is opened at its first
 * use.
 */
final class DatabaseBeans implements BeanRegistrar {
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
        registry.registerBean(SchemaMigration.class, spec -> spec.supplier(DatabaseBeans::migration));
        registry.registerBean(CheckedDatabase.class, spec -> spec.supplier(DatabaseBeans::checked));
        registry.registerBean(
                PlatformTransactionManager.class,
                spec -> spec.supplier(context -> new JdbcTransactionManager(
                        context.bean(CheckedDatabase.class).dataSource())));
    }

    private static CheckedDatabase checked(SupplierContext context) {
        HikariDataSource dataSource = context.bean(HikariDataSource.class);
        if (!CurrentSchema.isIn(new JdbcTemplate(dataSource))) {
            SchemaMigration migration = context.bean(SchemaMigration.class);
            if (context.bean(SpringSettings.class).migrates()) {
                migration.update();
            } else {
                migration.check();
            }
        }
        return new CheckedDatabase(dataSource);
    }

    /** Migrates as another user if one is configured, since the owner of the tables may differ from the recorder. */
    private static SchemaMigration migration(SupplierContext context) {
        SpringSettings settings = context.bean(SpringSettings.class);
        Settings owner = settings.migration();
        if (owner == null) {
            return new SchemaMigration(
                    context.bean(HikariDataSource.class), Database.forMigrations(context.bean(Settings.class)));
        }
        DataSource migrating = Database.forMigrations(owner);
        return new SchemaMigration(settings.hasOwnerLogin() ? new OwnerLogin(migrating) : migrating);
    }
}
