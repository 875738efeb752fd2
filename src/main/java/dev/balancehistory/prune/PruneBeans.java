package dev.balancehistory.prune;

import dev.balancehistory.database.CheckedDatabase;
import dev.balancehistory.job.OneTimeJobs;
import dev.balancehistory.settings.BoundSettings;
import java.time.InstantSource;
import org.springframework.beans.factory.BeanRegistrar;
import org.springframework.beans.factory.BeanRegistry;
import org.springframework.core.env.Environment;

/** Registers the command {@code prune}. */
final class PruneBeans implements BeanRegistrar {
    @Override
    public void register(BeanRegistry registry, Environment environment) {
        registry.registerBean(
                PruneHistory.class,
                spec -> spec.supplier(context -> new PruneHistory(
                        context.bean(BoundSettings.class).retention(),
                        context.bean(CheckedDatabase.class).dataSource(),
                        context.bean(OneTimeJobs.class),
                        context.bean(InstantSource.class))));
    }
}
