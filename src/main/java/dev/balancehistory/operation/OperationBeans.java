package dev.balancehistory.operation;

import dev.balancehistory.database.SpringSettings;
import dev.balancehistory.exchange.Deadline;
import dev.balancehistory.history.AccountStatusQuery;
import dev.balancehistory.history.DatabaseCheck;
import dev.balancehistory.history.Retention;
import dev.balancehistory.job.OneTimeJobs;
import dev.balancehistory.recording.AccountDirectory;
import dev.balancehistory.recording.ConfiguredAccounts;
import dev.balancehistory.recording.RecordBalances;
import dev.balancehistory.recording.RunStop;
import dev.balancehistory.recording.Spool;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.springframework.beans.factory.BeanRegistrar;
import org.springframework.beans.factory.BeanRegistry;
import org.springframework.core.env.Environment;

/** Wires what keeps the recorder going and in order: the schedule, the metrics, {@code doctor} and {@code prune}. */
public final class OperationBeans implements BeanRegistrar {
    private static final Duration FOR_EVER = Duration.ofDays(36_500);

    @Override
    public void register(BeanRegistry registry, Environment environment) {
        registry.registerBean(
                Doctor.class,
                spec -> spec.supplier(context -> new Doctor(
                        () -> context.bean(ConfiguredAccounts.class),
                        new DatabaseExamination(
                                () -> context.bean(DatabaseCheck.class),
                                () -> context.bean(SpringSettings.class).migrates()),
                        new ExchangeExamination(context.bean(InstantSource.class)),
                        new SettingsExamination(
                                environment,
                                context.bean(InstantSource.class),
                                () -> context.bean(Spool.class).contents()))));
        registry.registerBean(
                PruneHistory.class,
                spec -> spec.supplier(context -> new PruneHistory(
                        RetentionSettings.of(environment),
                        context.bean(Retention.class),
                        context.bean(OneTimeJobs.class),
                        context.bean(InstantSource.class))));
        registry.registerBean(
                RunMetrics.class,
                spec -> spec.supplier(context -> new RunMetrics(
                        MetricsTargets.of(environment),
                        () -> context.bean(AccountDirectory.class).names(),
                        () -> context.bean(AccountStatusQuery.class).accounts(List.of(), null),
                        () -> context.bean(Spool.class).contents().waiting(),
                        context.bean(InstantSource.class))));
        registry.registerBean(
                Schedule.class,
                spec -> spec.supplier(context -> new Schedule(
                        () -> context.bean(AccountDirectory.class),
                        () -> context.bean(RecordBalances.class),
                        context.bean(RunMetrics.class),
                        context.bean(RunStop.class),
                        context.bean(InstantSource.class),
                        new Deadline(FOR_EVER))));
    }
}
