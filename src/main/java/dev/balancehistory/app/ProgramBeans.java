package dev.balancehistory.app;

import dev.balancehistory.exchange.Adapters;
import dev.balancehistory.exchange.BalanceSource;
import dev.balancehistory.exchange.ExportedSnapshotReader;
import dev.balancehistory.exchange.HttpSettings;
import dev.balancehistory.exchange.bitfront.Bitfront;
import dev.balancehistory.process.RunStop;
import java.time.InstantSource;
import java.util.List;
import org.springframework.beans.factory.BeanRegistrar;
import org.springframework.beans.factory.BeanRegistry;
import org.springframework.core.env.Environment;

/** Registers what belongs to the whole program: the clock, the stop of its runs, and the exchanges. */
final class ProgramBeans implements BeanRegistrar {
    @Override
    public void register(BeanRegistry registry, Environment environment) {
        registry.registerBean(InstantSource.class, spec -> spec.supplier(context -> InstantSource.system()));
        registry.registerBean(RunStop.class);
        registry.registerBean(
                Bitfront.class, spec -> spec.supplier(context -> new Bitfront(context.bean(HttpSettings.class))));
        registry.registerBean(
                Adapters.class,
                spec -> spec.supplier(context -> {
                    BalanceSource bitfront = context.bean(Bitfront.class);
                    return new Adapters(List.of(bitfront), List.of(new ExportedSnapshotReader()));
                }));
    }
}
