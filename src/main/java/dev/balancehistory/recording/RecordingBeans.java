package dev.balancehistory.recording;

import dev.balancehistory.balance.Outcome;
import dev.balancehistory.balance.Problem;
import dev.balancehistory.database.DatabaseRetry;
import dev.balancehistory.exchange.AccountExchanges;
import dev.balancehistory.exchange.Adapters;
import dev.balancehistory.exchange.BalanceAsker;
import dev.balancehistory.exchange.BalanceSource;
import dev.balancehistory.exchange.ExportedSnapshotReader;
import dev.balancehistory.exchange.HttpSettings;
import dev.balancehistory.exchange.bitfront.Bitfront;
import dev.balancehistory.history.History;
import dev.balancehistory.job.JobRecord;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
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
                ConfiguredAccounts.class,
                spec -> spec.supplier(context -> new ConfiguredAccounts(
                        context.bean(RecorderSettings.class),
                        () -> context.bean(Adapters.class).byName())));
        registry.registerBean(
                AccountExchanges.class,
                spec -> spec.supplier(context -> context.bean(ConfiguredAccounts.class)::exchangeOf));
        registry.registerBean(
                JobRecord.class,
                spec -> spec.supplier(context -> {
                    History history = context.bean(History.class);
                    return JobRecord.in(history.dataSource(), history.transactionManager(), DatabaseRetry.BRIEF);
                }));
        registry.registerBean(
                Spool.class,
                spec -> spec.supplier(context -> new Spool(
                        Path.of(context.bean(RecorderSettings.class).spoolDir()), context.bean(InstantSource.class))));
        registry.registerBean(
                HttpSettings.class,
                spec -> spec.supplier(
                        context -> context.bean(RecorderSettings.class).http().settings()));
        registry.registerBean(
                Bitfront.class, spec -> spec.supplier(context -> new Bitfront(context.bean(HttpSettings.class))));
        registry.registerBean(
                Adapters.class,
                spec -> spec.supplier(context -> {
                    BalanceSource bitfront = context.bean(Bitfront.class);
                    return new Adapters(List.of(bitfront), List.of(new ExportedSnapshotReader()));
                }));
        registry.registerBean(
                AccountDirectory.class,
                spec -> spec.supplier(context -> new AccountDirectory(
                        context.bean(RecorderSettings.class).accounts(),
                        context.bean(Adapters.class).byName())));
        registry.registerBean(
                RecordBalances.class,
                spec -> spec.supplier(context -> {
                    RecorderSettings settings = context.bean(RecorderSettings.class);
                    // A mistake in it is told before the database is asked for anything.
                    AccountDirectory directory = context.bean(AccountDirectory.class);
                    InstantSource clock = context.bean(InstantSource.class);
                    return new RecordBalances(
                            settings,
                            directory,
                            context.bean(Adapters.class),
                            new BalanceAsker(context.bean(HttpSettings.class), clock),
                            context.bean(History.class),
                            context.bean(JobRecord.class),
                            context.bean(Spool.class),
                            context.bean(RunStop.class),
                            clock);
                }));
    }

    private static RecorderSettings settings(Environment environment) {
        UnknownSettings.refuse(environment);
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
