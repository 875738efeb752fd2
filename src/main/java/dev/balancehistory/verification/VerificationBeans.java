package dev.balancehistory.verification;

import dev.balancehistory.database.CheckedDatabase;
import dev.balancehistory.exchange.Adapters;
import org.springframework.beans.factory.BeanRegistrar;
import org.springframework.beans.factory.BeanRegistry;
import org.springframework.core.env.Environment;

/** Registers the command {@code verify}. */
final class VerificationBeans implements BeanRegistrar {
    @Override
    public void register(BeanRegistry registry, Environment environment) {
        registry.registerBean(
                VerifyHistory.class,
                spec -> spec.supplier(context -> new VerifyHistory(
                        context.bean(CheckedDatabase.class).dataSource(), context.bean(Adapters.class))));
    }
}
