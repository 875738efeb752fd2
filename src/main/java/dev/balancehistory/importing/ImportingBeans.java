package dev.balancehistory.importing;

import dev.balancehistory.database.CheckedDatabase;
import dev.balancehistory.database.Database;
import dev.balancehistory.exchange.AccountExchanges;
import dev.balancehistory.exchange.Adapters;
import dev.balancehistory.exchange.HttpSettings;
import dev.balancehistory.job.OneTimeJobs;
import java.time.InstantSource;
import org.springframework.beans.factory.BeanRegistrar;
import org.springframework.beans.factory.BeanRegistry;
import org.springframework.core.env.Environment;

/** Registers the command {@code import}. */
final class ImportingBeans implements BeanRegistrar {
    @Override
    public void register(BeanRegistry registry, Environment environment) {
        registry.registerBean(
                ImportHistory.class,
                spec -> spec.supplier(context -> new ImportHistory(
                        context.bean(CheckedDatabase.class).dataSource(),
                        Database.besideThePool(context.bean(Database.Settings.class)),
                        context.bean(OneTimeJobs.class),
                        context.bean(Adapters.class),
                        context.bean(AccountExchanges.class),
                        context.bean(HttpSettings.class).maxResponseBytes(),
                        context.bean(InstantSource.class))));
    }
}
