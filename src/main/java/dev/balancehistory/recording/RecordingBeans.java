package dev.balancehistory.recording;

import dev.balancehistory.balance.Outcome;
import dev.balancehistory.balance.Problem;
import dev.balancehistory.exchange.BalanceAsker;
import dev.balancehistory.exchange.BalanceSource;
import dev.balancehistory.exchange.HttpSettings;
import dev.balancehistory.exchange.bitfront.Bitfront;
import dev.balancehistory.history.History;
import dev.balancehistory.job.JobRecord;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.beans.factory.BeanRegistrar;
import org.springframework.beans.factory.BeanRegistry;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.env.Environment;

/** Wires the recording of balances: the settings, the exchanges, Spring Batch and the run itself. */
public final class RecordingBeans implements BeanRegistrar {
    @Override
    public void register(BeanRegistry registry, Environment environment) {
        registry.registerBean(InstantSource.class, spec -> spec.supplier(context -> InstantSource.system()));
        registry.registerBean(RunStop.class);
        registry.registerBean(RecorderSettings.class, spec -> spec.supplier(context -> settings(environment)));
        registry.registerBean(
                JobRecord.class,
                spec -> spec.supplier(context -> {
                    History history = context.bean(History.class);
                    return JobRecord.in(history.dataSource(), history.transactionManager());
                }));
        registry.registerBean(
                Bitfront.class,
                spec -> spec.supplier(context ->
                        new Bitfront(context.bean(RecorderSettings.class).http().settings())));
        registry.registerBean(
                RecordBalances.class,
                spec -> spec.supplier(context -> {
                    RecorderSettings settings = context.bean(RecorderSettings.class);
                    HttpSettings http = settings.http().settings();
                    List<BalanceSource> sources = List.of(context.bean(Bitfront.class));
                    InstantSource clock = context.bean(InstantSource.class);
                    return new RecordBalances(
                            settings,
                            sources.stream().collect(Collectors.toMap(BalanceSource::exchange, Function.identity())),
                            new BalanceAsker(http, clock),
                            context.bean(History.class),
                            context.bean(JobRecord.class),
                            context.bean(RunStop.class),
                            clock);
                }));
    }

    private static RecorderSettings settings(Environment environment) {
        try {
            return Binder.get(environment).bindOrCreate("recorder", RecorderSettings.class);
        } catch (BindException e) {
            if (NestedExceptionUtils.getMostSpecificCause(e) instanceof Problem problem) {
                throw problem;
            }
            throw new Problem(
                    Outcome.CONFIGURATION,
                    e.getName() + " can't be used: "
                            + NestedExceptionUtils.getMostSpecificCause(e).getMessage(),
                    e);
        }
    }
}
