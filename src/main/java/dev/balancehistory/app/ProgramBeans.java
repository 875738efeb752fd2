package dev.balancehistory.app;

import dev.balancehistory.exchange.Adapters;
import dev.balancehistory.exchange.HttpSettings;
import dev.balancehistory.exchange.http.HttpTransport;
import dev.balancehistory.exchange.registry.Exchanges;
import dev.balancehistory.process.RunStop;
import java.time.InstantSource;
import org.springframework.beans.factory.BeanRegistrar;
import org.springframework.beans.factory.BeanRegistry;
import org.springframework.core.env.Environment;

/** Registers the beans of the whole program: the clock, the stop of its runs, and the exchanges. */
final class ProgramBeans implements BeanRegistrar {
    @Override
    public void register(BeanRegistry registry, Environment environment) {
        registry.registerBean(InstantSource.class, spec -> spec.supplier(context -> InstantSource.system()));
        registry.registerBean(RunStop.class);
        registry.registerBean(
                HttpTransport.class,
                spec -> spec.supplier(context -> new HttpTransport(context.bean(HttpSettings.class))));
        registry.registerBean(
                Adapters.class,
                spec -> spec.supplier(context -> Exchanges.all(() -> context.bean(HttpTransport.class))));
    }
}
