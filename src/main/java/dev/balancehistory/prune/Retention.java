package dev.balancehistory.prune;

import com.zaxxer.hikari.HikariDataSource;
import dev.balancehistory.process.Problem;
import org.springframework.jdbc.core.JdbcTemplate;

/** The data that the retention rules apply to, and the lock for it. */
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
     * Acquires the lock against other prunes.
     *
     * @throws Problem if another prune holds it
     */
    public PruneLock lock() {
        return PruneLock.acquire(dataSource);
    }

    /** Returns the bodies of responses. */
    public ExpiredBodies bodies() {
        return bodies;
    }

    /** Returns the runs in the job metadata. */
    public ExpiredJobExecutions runs() {
        return runs;
    }
}
