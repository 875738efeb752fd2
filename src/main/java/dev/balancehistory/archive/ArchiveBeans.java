package dev.balancehistory.archive;

import dev.balancehistory.database.CheckedDatabase;
import org.springframework.beans.factory.BeanRegistrar;
import org.springframework.beans.factory.BeanRegistry;
import org.springframework.beans.factory.BeanRegistry.SupplierContext;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;

/** Registers the archive. */
final class ArchiveBeans implements BeanRegistrar {
    @Override
    public void register(BeanRegistry registry, Environment environment) {
        registry.registerBean(
                Archive.class,
                spec -> spec.supplier(context -> Archive.in(
                        context.bean(CheckedDatabase.class).dataSource(),
                        context.bean(PlatformTransactionManager.class))));
        registry.registerBean(
                AccountStatusQuery.class, spec -> spec.supplier(context -> new AccountStatusQuery(jdbc(context))));
        registry.registerBean(CoverageQuery.class, spec -> spec.supplier(context -> new CoverageQuery(jdbc(context))));
        registry.registerBean(
                NewestBalances.class, spec -> spec.supplier(context -> new NewestBalances(jdbc(context))));
    }

    private static JdbcTemplate jdbc(SupplierContext context) {
        return new JdbcTemplate(context.bean(CheckedDatabase.class).dataSource());
    }
}
