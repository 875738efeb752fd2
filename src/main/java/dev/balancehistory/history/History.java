package dev.balancehistory.history;

import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/** The history's tables, over one database. */
public record History(
        DataSource dataSource,
        PlatformTransactionManager transactionManager,
        AccountRegistry accounts,
        ResponseInbox inbox,
        AccountRuns accountRuns,
        SnapshotStore snapshots,
        RunRecord runs) {

    /** Returns the history in this database. */
    public static History in(DataSource dataSource) {
        JdbcTemplate jdbc = new JdbcTemplate(dataSource);
        return new History(
                dataSource,
                new JdbcTransactionManager(dataSource),
                new AccountRegistry(jdbc),
                new ResponseInbox(jdbc),
                new AccountRuns(jdbc),
                new SnapshotStore(jdbc),
                new RunRecord(jdbc));
    }
}
