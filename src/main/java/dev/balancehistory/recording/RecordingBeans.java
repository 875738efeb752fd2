package dev.balancehistory.recording;

import dev.balancehistory.balance.Outcome;
import dev.balancehistory.balance.Problem;
import dev.balancehistory.exchange.AccountExchanges;
import dev.balancehistory.exchange.Adapters;
import dev.balancehistory.exchange.BalanceFetcher;
import dev.balancehistory.exchange.HttpSettings;
import dev.balancehistory.exchange.NonceLock;
import dev.balancehistory.exchange.http.HttpTransport;
import dev.balancehistory.exchange.registry.Exchanges;
import dev.balancehistory.history.History;
import dev.balancehistory.history.NonceLocks;
import java.nio.file.Path;
import java.time.InstantSource;
import org.springframework.batch.core.configuration.DuplicateJobException;
import org.springframework.batch.core.configuration.JobRegistry;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.beans.factory.BeanRegistrar;
import org.springframework.beans.factory.BeanRegistry;
import org.springframework.beans.factory.BeanRegistry.SupplierContext;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.env.Environment;

/** Wires the recording of balances: the settings, the exchanges, the job and its runs. */
public final class RecordingBeans implements BeanRegistrar {
    @Override
    public void register(BeanRegistry registry, Environment environment) {
        registry.registerBean(InstantSource.class, spec -> spec.supplier(context -> InstantSource.system()));
        registry.registerBean(RunStop.class);
        registry.registerBean(RecorderSettings.class, spec -> spec.supplier(context -> settings(environment)));
        registry.registerBean(
                ConfiguredAccounts.class,
                spec -> spec.supplier(context -> new ConfiguredAccounts(
                        context.bean(RecorderSettings.class), () -> context.bean(Adapters.class))));
        registry.registerBean(
                AccountExchanges.class,
                spec -> spec.supplier(context -> context.bean(ConfiguredAccounts.class)::exchangeOf));
        registry.registerBean(
                Spool.class,
                spec -> spec.supplier(context -> new Spool(
                        Path.of(context.bean(RecorderSettings.class).spoolDir()), context.bean(InstantSource.class))));
        registry.registerBean(
                HttpSettings.class,
                spec -> spec.supplier(
                        context -> context.bean(RecorderSettings.class).http().settings()));
        registry.registerBean(
                HttpTransport.class,
                spec -> spec.supplier(context -> new HttpTransport(context.bean(HttpSettings.class))));
        registry.registerBean(
                Adapters.class,
                spec -> spec.supplier(context -> Exchanges.all(() -> context.bean(HttpTransport.class))));
        registry.registerBean(
                AccountDirectory.class,
                spec -> spec.supplier(context -> new AccountDirectory(
                        context.bean(RecorderSettings.class).accounts(), context.bean(Adapters.class))));
        registry.registerBean(
                OpenRuns.class,
                spec -> spec.supplier(context -> new OpenRuns(
                        context.bean(RecorderSettings.class).deadline(),
                        context.bean(AccountDirectory.class),
                        context.bean(History.class),
                        context.bean(JobRepository.class),
                        context.bean(JobOperator.class),
                        context.bean(RunStop.class),
                        context.bean(InstantSource.class))));
        registry.registerBean(
                RecordBalancesJob.NAME,
                Job.class,
                spec -> spec.supplier(context -> {
                    InstantSource clock = context.bean(InstantSource.class);
                    Job job = new RecordBalancesJob(
                                    context.bean(JobRepository.class),
                                    context.bean(History.class),
                                    context.bean(Spool.class),
                                    new BalanceFetcher(context.bean(HttpSettings.class), clock, nonceLock(context)),
                                    context.bean(Adapters.class),
                                    context.bean(RecorderSettings.class).concurrency(),
                                    clock,
                                    context.bean(OpenRuns.class))
                            .recordBalances();
                    register(job, context.bean(JobRegistry.class));
                    return job;
                }));
        registry.registerBean(
                RecordBalances.class,
                spec -> spec.supplier(context -> {
                    // A mistake in it is told before the database is asked for anything.
                    AccountDirectory directory = context.bean(AccountDirectory.class);
                    return new RecordBalances(
                            directory,
                            context.bean(OpenRuns.class),
                            context.bean(Job.class),
                            context.bean(JobOperator.class),
                            context.bean(JobRepository.class),
                            context.bean(History.class).runs(),
                            context.bean(InstantSource.class));
                }));
    }

    /** The locks are created when a key needs one. */
    private static NonceLock nonceLock(SupplierContext context) {
        return (exchange, apiKey) -> {
            Runnable release = context.bean(NonceLocks.class).tryTake(exchange, apiKey);
            return release == null ? null : release::run;
        };
    }

    /** So that the job operator can restart and stop it. */
    private static void register(Job job, JobRegistry registry) {
        try {
            registry.register(job);
        } catch (DuplicateJobException e) {
            throw new IllegalStateException("There is one such job", e);
        }
    }

    private static RecorderSettings settings(Environment environment) {
        UnknownSettings.reject(environment);
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
