package dev.balancehistory.proof;

import dev.balancehistory.exchange.Adapters;
import dev.balancehistory.history.RecordedHistory;
import org.springframework.beans.factory.BeanRegistrar;
import org.springframework.beans.factory.BeanRegistry;
import org.springframework.core.env.Environment;

/** Wires the proof. */
public final class ProofBeans implements BeanRegistrar {
    @Override
    public void register(BeanRegistry registry, Environment environment) {
        registry.registerBean(
                VerifyHistory.class,
                spec -> spec.supplier(context ->
                        new VerifyHistory(context.bean(RecordedHistory.class), context.bean(Adapters.class))));
    }
}
