package dev.balancehistory.pack;

import dev.balancehistory.database.CheckedDatabase;
import dev.balancehistory.job.OneTimeJobs;
import dev.balancehistory.settings.BoundSettings;
import java.time.InstantSource;
import org.springframework.beans.factory.BeanRegistrar;
import org.springframework.beans.factory.BeanRegistry;
import org.springframework.core.env.Environment;

/** Registers the commands {@code pack} and {@code unpack}. */
final class PackBeans implements BeanRegistrar {
    @Override
    public void register(BeanRegistry registry, Environment environment) {
        registry.registerBean(
                PackHistory.class,
                spec -> spec.supplier(context -> new PackHistory(
                        context.bean(BoundSettings.class).packAfter(),
                        context.bean(CheckedDatabase.class).dataSource(),
                        context.bean(OneTimeJobs.class),
                        context.bean(InstantSource.class))));
    }
}
