package dev.balancehistory.settings;

import dev.balancehistory.exchange.Adapters;
import dev.balancehistory.exchange.HttpSettings;
import org.springframework.beans.factory.BeanRegistrar;
import org.springframework.beans.factory.BeanRegistry;
import org.springframework.core.env.Environment;

/** Registers the settings and the configured accounts. */
final class SettingsBeans implements BeanRegistrar {
    @Override
    public void register(BeanRegistry registry, Environment environment) {
        registry.registerBean(BoundSettings.class, spec -> spec.supplier(context -> new BoundSettings(environment)));
        registry.registerBean(
                RecorderSettings.class,
                spec -> spec.supplier(
                        context -> context.bean(BoundSettings.class).all()));
        registry.registerBean(
                HttpSettings.class,
                spec -> spec.supplier(
                        context -> context.bean(RecorderSettings.class).http().settings()));
        registry.registerBean(
                ConfiguredAccounts.class,
                spec -> spec.supplier(context ->
                        new ConfiguredAccounts(context.bean(BoundSettings.class), () -> context.bean(Adapters.class))));
    }
}
