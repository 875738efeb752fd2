package dev.balancehistory.job;

import javax.sql.DataSource;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.support.JdbcJobRepositoryFactoryBean;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Makes Spring Batch's job repository without the proxy that opens a transaction for each of its methods: who calls it
 * here has a transaction of its own, for all that belongs together.
 */
final class PlainJobRepository extends JdbcJobRepositoryFactoryBean {
    private PlainJobRepository(DataSource dataSource, PlatformTransactionManager transactions) {
        setDataSource(dataSource);
        setTransactionManager(transactions);
        setDatabaseType("POSTGRES");
        setTablePrefix("batch.BATCH_");
        setSerializer(new NoContext());
    }

    static JobRepository in(DataSource dataSource, PlatformTransactionManager transactions) {
        try {
            PlainJobRepository factory = new PlainJobRepository(dataSource, transactions);
            factory.afterPropertiesSet();
            return (JobRepository) factory.getTarget();
        } catch (Exception e) {
            throw new IllegalStateException("The job repository can't be made", e);
        }
    }
}
