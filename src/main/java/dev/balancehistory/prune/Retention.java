package dev.balancehistory.prune;

import com.zaxxer.hikari.HikariDataSource;
import dev.balancehistory.process.Problem;
import org.springframework.jdbc.core.JdbcTemplate;

/** What the retention rules may take away, to be had one prune at a time. */
final class Retention {
    private final HikariDataSource dataSource;
    private final ExpiredBodies bodies;
    private final ExpiredJobExecutions runs;

    Retention(HikariDataSource dataSource) {
        this.dataSource = dataSource;
        JdbcTemplate jdbc = new JdbcTemplate(dataSource);
        this.bodies = new ExpiredBodies(jdbc);
        this.runs = new ExpiredJobExecutions(jdbc);
    }

    /**
     * Makes sure that no other prune is at work until it is closed.
     *
     * @throws Problem if one is
     */
    public PruneLock lock() {
        return PruneLock.acquire(dataSource);
    }

    /** Returns the bodies of answers. */
    public ExpiredBodies bodies() {
        return bodies;
    }

    /** Returns the runs in the job metadata. */
    public ExpiredJobExecutions runs() {
        return runs;
    }
}
