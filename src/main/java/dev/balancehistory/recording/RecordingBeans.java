package dev.balancehistory.recording;

import dev.balancehistory.balance.Outcome;
import dev.balancehistory.balance.Problem;
import dev.balancehistory.exchange.BalanceAsker;
import dev.balancehistory.exchange.BalanceSource;
import dev.balancehistory.exchange.HttpSettings;
import dev.balancehistory.exchange.bitfront.Bitfront;
import dev.balancehistory.history.History;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.batch.core.configuration.support.MapJobRegistry;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.launch.support.TaskExecutorJobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.support.JdbcJobRepositoryFactoryBean;
import org.springframework.beans.factory.BeanRegistrar;
import org.springframework.beans.factory.BeanRegistry;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.env.Environment;
import org.springframework.core.task.SyncTaskExecutor;
import org.springframework.transaction.annotation.Isolation;

/** Wires the recording of balances: the settings, the exchanges, Spring Batch and the run itself. */
public final class RecordingBeans implements BeanRegistrar {
    @Override
    public void register(BeanRegistry registry, Environment environment) {
        registry.registerBean(InstantSource.class, spec -> spec.supplier(context -> InstantSource.system()));
        registry.registerBean(RunStop.class);
        registry.registerBean(RecorderSettings.class, spec -> spec.supplier(context -> settings(environment)));
        registry.registerBean(
                JobRepository.class, spec -> spec.supplier(context -> jobRepository(context.bean(History.class))));
        registry.registerBean(
                JobOperator.class, spec -> spec.supplier(context -> jobOperator(context.bean(JobRepository.class))));
        registry.registerBean(
                RecordBalances.class,
                spec -> spec.supplier(context -> {
                    RecorderSettings settings = context.bean(RecorderSettings.class);
                    HttpSettings http = settings.http().settings();
                    List<BalanceSource> sources = List.of(new Bitfront(http));
                    InstantSource clock = context.bean(InstantSource.class);
                    return new RecordBalances(
                            settings,
                            sources.stream().collect(Collectors.toMap(BalanceSource::exchange, Function.identity())),
                            new BalanceAsker(http, clock),
                            context.bean(History.class),
                            context.bean(JobRepository.class),
                            context.bean(JobOperator.class),
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

    private static JobRepository jobRepository(History history) {
        try {
            JdbcJobRepositoryFactoryBean factory = new JdbcJobRepositoryFactoryBean();
            factory.setDataSource(history.dataSource());
            factory.setTransactionManager(history.transactionManager());
            factory.setDatabaseType("POSTGRES");
            factory.setTablePrefix("batch.BATCH_");
            // Two instances of the same parameters are kept out by a unique key, not by the isolation.
            factory.setIsolationLevelForCreateEnum(Isolation.READ_COMMITTED);
            factory.afterPropertiesSet();
            return factory.getObject();
        } catch (Exception e) {
            throw new IllegalStateException("The job repository can't be made", e);
        }
    }

    private static JobOperator jobOperator(JobRepository jobRepository) {
        try {
            TaskExecutorJobOperator operator = new TaskExecutorJobOperator();
            operator.setJobRepository(jobRepository);
            operator.setJobRegistry(new MapJobRegistry());
            operator.setTaskExecutor(new SyncTaskExecutor());
            operator.afterPropertiesSet();
            return operator;
        } catch (Exception e) {
            throw new IllegalStateException("The job operator can't be made", e);
        }
    }
}
