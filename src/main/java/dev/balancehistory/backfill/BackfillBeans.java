package dev.balancehistory.backfill;

import dev.balancehistory.exchange.BalanceSource;
import dev.balancehistory.exchange.bitfront.Bitfront;
import dev.balancehistory.history.RecordedHistory;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.beans.factory.BeanRegistrar;
import org.springframework.beans.factory.BeanRegistry;
import org.springframework.core.env.Environment;

/** Wires what looks back at the history. */
public final class BackfillBeans implements BeanRegistrar {
    @Override
    public void register(BeanRegistry registry, Environment environment) {
        registry.registerBean(
                VerifyHistory.class,
                spec -> spec.supplier(context -> {
                    List<BalanceSource> sources = List.of(context.bean(Bitfront.class));
                    return new VerifyHistory(
                            context.bean(RecordedHistory.class),
                            sources.stream().collect(Collectors.toMap(BalanceSource::exchange, Function.identity())));
                }));
    }
}
