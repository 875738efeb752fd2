package dev.balancehistory.recording;

import dev.balancehistory.archive.Archive;
import dev.balancehistory.database.CheckedDatabase;
import dev.balancehistory.database.Database;
import dev.balancehistory.database.SpringSettings;
import dev.balancehistory.exchange.Adapters;
import dev.balancehistory.exchange.BalanceFetcher;
import dev.balancehistory.exchange.HttpSettings;
import dev.balancehistory.process.RunStop;
import dev.balancehistory.settings.ConfiguredAccounts;
import dev.balancehistory.settings.RecorderSettings;
import dev.balancehistory.spool.Spool;
import java.time.InstantSource;
import java.util.List;
import org.springframework.batch.core.configuration.DuplicateJobException;
import org.springframework.batch.core.configuration.JobRegistry;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.beans.factory.BeanRegistrar;
import org.springframework.beans.factory.BeanRegistry;
import org.springframework.beans.factory.BeanRegistry.SupplierContext;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;

/** Registers the job {@code recordBalances} and its runs. */
final class RecordingBeans implements BeanRegistrar {
    @Override
    public void register(BeanRegistry registry, Environment environment) {
        registry.registerBean(SnapshotLines.class, spec -> spec.supplier(context -> new SnapshotLines(jdbc(context))));
        registry.registerBean(
                NonceLocks.class,
                spec -> spec.primary()
                        .supplier(context -> new NonceLocks(Database.forKeys(context.bean(Database.Settings.class)))));
        registry.registerBean(
                OpenRuns.class,
                spec -> spec.supplier(context -> new OpenRuns(
                        context.bean(RecorderSettings.class).deadline(),
                        context.bean(ConfiguredAccounts.class),
                        new UnlistedAccounts(context.bean(ConfiguredAccounts.class), context.bean(Spool.class)),
                        context.bean(Archive.class),
                        context.bean(JobRepository.class),
                        context.bean(JobOperator.class),
                        context.bean(RunStop.class),
                        context.bean(InstantSource.class))));
        registry.registerBean(
                RecordBalancesJob.NAME,
                Job.class,
                spec -> spec.supplier(context -> {
                    Job job = RecordBalancesJob.of(
                            context.bean(JobRepository.class),
                            context.bean(Archive.class),
                            new SnapshotStore(jdbc(context)),
                            context.bean(Spool.class),
                            context.bean(BalanceFetcher.class),
                            context.bean(Adapters.class),
                            context.bean(RecorderSettings.class).concurrency(),
                            context.bean(InstantSource.class),
                            context.bean(OpenRuns.class));
                    register(job, context.bean(JobRegistry.class));
                    return job;
                }));
        registry.registerBean(
                JobRuns.class,
                spec -> spec.supplier(context -> new JobRuns(
                        context.bean(OpenRuns.class),
                        new JobLaunch(
                                context.bean(Job.class),
                                context.bean(JobOperator.class),
                                context.bean(JobRepository.class)),
                        new RunSnapshots(jdbc(context)),
                        context.bean(InstantSource.class))));
        registry.registerBean(
                RecordBalances.class,
                spec -> spec.supplier(context -> {
                    // Reports a wrong configuration before the database is opened.
                    ConfiguredAccounts directory = context.bean(ConfiguredAccounts.class);
                    directory.select(List.of(), name -> true).required();
                    context.bean(SpringSettings.class).check();
                    return new RecordBalances(
                            directory, () -> context.bean(JobRuns.class), () -> context.bean(OutageRun.class));
                }));
        registerFetch(registry);
    }

    /** Registers the beans that need no database. */
    private static void registerFetch(BeanRegistry registry) {
        registry.registerBean(
                KeyLocks.class, spec -> spec.supplier(context -> new KeyLocks(() -> context.bean(NonceLocks.class))));
        registry.registerBean(
                BalanceFetcher.class,
                spec -> spec.supplier(context -> new BalanceFetcher(
                        context.bean(HttpSettings.class),
                        context.bean(InstantSource.class),
                        context.bean(KeyLocks.class))));
        registry.registerBean(
                OutageRun.class,
                spec -> spec.supplier(context -> new OutageRun(
                        context.bean(RecorderSettings.class).deadline(),
                        context.bean(RecorderSettings.class).concurrency(),
                        context.bean(Spool.class),
                        context.bean(SpooledBalances.class),
                        context.bean(BalanceFetcher.class),
                        context.bean(KeyLocks.class),
                        context.bean(RunStop.class),
                        context.bean(InstantSource.class))));
        registry.registerBean(
                SpooledBalances.class,
                spec -> spec.supplier(
                        context -> new SpooledBalances(context.bean(Spool.class), context.bean(Adapters.class))));
    }

    private static JdbcTemplate jdbc(SupplierContext context) {
        return new JdbcTemplate(context.bean(CheckedDatabase.class).dataSource());
    }

    /** Enables the job operator to restart and stop the job. */
    private static void register(Job job, JobRegistry registry) {
        try {
            registry.register(job);
        } catch (DuplicateJobException e) {
            throw new IllegalStateException("There is one such job", e);
        }
    }
}
