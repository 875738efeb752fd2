package dev.balancehistory.metrics;

import dev.balancehistory.archive.AccountStatusQuery;
import dev.balancehistory.recording.RunObserver;
import dev.balancehistory.settings.BoundSettings;
import dev.balancehistory.settings.ConfiguredAccounts;
import dev.balancehistory.spool.Spool;
import java.time.InstantSource;
import java.util.List;
import org.springframework.beans.factory.BeanRegistrar;
import org.springframework.beans.factory.BeanRegistry;
import org.springframework.core.env.Environment;

/** Registers the metrics of a run, as the observer of {@code record} and {@code schedule}. */
final class MetricsBeans implements BeanRegistrar {
    @Override
    public void register(BeanRegistry registry, Environment environment) {
        registry.registerBean(
                RunObserver.class,
                spec -> spec.supplier(context -> new RunMetrics(
                        RunMetrics.targets(() -> context.bean(BoundSettings.class), environment),
                        () -> context.bean(ConfiguredAccounts.class).names(),
                        () -> context.bean(AccountStatusQuery.class).accounts(List.of()),
                        () -> context.bean(Spool.class).contents(),
                        context.bean(InstantSource.class))));
    }
}
