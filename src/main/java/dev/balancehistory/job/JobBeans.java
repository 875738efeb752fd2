package dev.balancehistory.job;

import dev.balancehistory.database.Encoding;
import javax.sql.DataSource;
import org.springframework.batch.core.configuration.JobRegistry;
import org.springframework.batch.core.configuration.support.MapJobRegistry;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.beans.factory.BeanRegistrar;
import org.springframework.beans.factory.BeanRegistry;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;

/** Registers Spring Batch, on the transactions of the history. */
final class JobBeans implements BeanRegistrar {
    @Override
    public void register(BeanRegistry registry, Environment environment) {
        registry.registerBean(JobRegistry.class, spec -> spec.supplier(context -> new MapJobRegistry()));
        registry.registerBean(
                JobRepository.class,
                spec -> spec.supplier(context -> {
                    // A job writes, which a report need not.
                    Encoding.require(context.bean(DataSource.class));
                    return new RetryingJobRepositoryFactory(
                                    context.bean(DataSource.class), context.bean(PlatformTransactionManager.class))
                            .repository();
                }));
        registry.registerBean(
                JobOperator.class,
                spec -> spec.supplier(context -> new RestartableJobOperator(
                        context.bean(JobRepository.class),
                        context.bean(JobRegistry.class),
                        context.bean(PlatformTransactionManager.class),
                        new JdbcTemplate(context.bean(DataSource.class)))));
        registry.registerBean(
                OneTimeJobs.class,
                spec -> spec.supplier(context -> new OneTimeJobs(
                        context.bean(JobRepository.class),
                        context.bean(JobOperator.class),
                        context.bean(PlatformTransactionManager.class))));
    }
}
