package dev.balancehistory.archive;

import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The archive in one database.
 *
 * @param dataSource the pool of its connections
 * @param transactionManager the transactions on these connections
 */
public record Archive(
        DataSource dataSource,
        PlatformTransactionManager transactionManager,
        AccountRegistry accounts,
        ResponseInbox inbox) {
    /** Returns the archive in this database. */
    public static Archive in(DataSource dataSource, PlatformTransactionManager transactionManager) {
        JdbcTemplate jdbc = new JdbcTemplate(dataSource);
        return new Archive(dataSource, transactionManager, new AccountRegistry(jdbc), new ResponseInbox(jdbc));
    }
}
