package dev.balancehistory.settings;

import dev.balancehistory.exchange.AccountExchanges;
import dev.balancehistory.exchange.Adapters;
import dev.balancehistory.exchange.HttpSettings;
import org.springframework.beans.factory.BeanRegistrar;
import org.springframework.beans.factory.BeanRegistry;
import org.springframework.core.env.Environment;

/** Registers the settings and the configured accounts. */
public final class SettingsBeans implements BeanRegistrar {
    @Override
    public void register(BeanRegistry registry, Environment environment) {
        registry.registerBean(
                RecorderSettings.class, spec -> spec.supplier(context -> RecorderSettings.of(environment)));
        registry.registerBean(
                HttpSettings.class,
                spec -> spec.supplier(
                        context -> context.bean(RecorderSettings.class).http().settings()));
        registry.registerBean(
                ConfiguredAccounts.class,
                spec -> spec.supplier(context -> new ConfiguredAccounts(
                        context.bean(RecorderSettings.class), () -> context.bean(Adapters.class))));
        registry.registerBean(
                AccountExchanges.class,
                spec -> spec.supplier(context -> context.bean(ConfiguredAccounts.class)::exchangeOf));
        registry.registerBean(
                AccountDirectory.class,
                spec -> spec.supplier(context -> new AccountDirectory(
                        context.bean(RecorderSettings.class).accounts(), context.bean(Adapters.class))));
    }
}
