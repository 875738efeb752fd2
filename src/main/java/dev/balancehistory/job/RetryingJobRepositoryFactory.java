package dev.balancehistory.job;

import javax.sql.DataSource;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.dao.jdbc.JdbcJobExecutionDao;
import org.springframework.batch.core.repository.dao.jdbc.JdbcJobInstanceDao;
import org.springframework.batch.core.repository.dao.jdbc.JdbcStepExecutionDao;
import org.springframework.batch.core.repository.support.JdbcJobRepositoryFactoryBean;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Creates the job repository's parts as Spring Batch does, without the proxies that begin a transaction for each method. */
final class RetryingJobRepositoryFactory extends JdbcJobRepositoryFactoryBean {
    private final PlatformTransactionManager transactions;

    RetryingJobRepositoryFactory(DataSource dataSource, PlatformTransactionManager transactions) {
        this.transactions = transactions;
        setDataSource(dataSource);
        setTransactionManager(transactions);
        setDatabaseType("POSTGRES");
        setTablePrefix("batch.BATCH_");
    }

    /** Returns the repository. */
    JobRepository repository() {
        try {
            afterPropertiesSet();
            JdbcJobInstanceDao instances = createJobInstanceDao();
            JdbcJobExecutionDao executions = createJobExecutionDao();
            executions.setJobInstanceDao(instances);
            JdbcStepExecutionDao steps = createStepExecutionDao();
            steps.setJobExecutionDao(executions);
            return new RetryingJobRepository(instances, executions, steps, new TransactionTemplate(transactions));
        } catch (Exception e) {
            throw new IllegalStateException("The job repository can't be made", e);
        }
    }
}
