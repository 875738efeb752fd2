package dev.balancehistory.prune;

import dev.balancehistory.database.AdvisoryLocks;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** The data that the retention rules apply to, and the lock for it. */
final class Retention {
    private final DataSource dataSource;
    private final ExpiredBodies bodies;
    private final ExpiredJobExecutions runs;

    Retention(DataSource dataSource) {
        this.dataSource = dataSource;
        JdbcTemplate jdbc = new JdbcTemplate(dataSource);
        this.bodies = new ExpiredBodies(jdbc);
        this.runs = new ExpiredJobExecutions(jdbc);
    }

    /**
     * Acquires the lock by which only one prune runs at a time. It holds no snapshot, so that no vacuum waits for it, and
     * the server does not end it while the prune works on other connections.
     *
     * @throws Problem if another prune holds it
     */
    public AdvisoryLocks lock() {
        AdvisoryLocks locks = AdvisoryLocks.on(dataSource, Duration.ZERO);
        try {
            if (locks.tryAcquire(AdvisoryLocks.PRUNE)) {
                return locks;
            }
            throw new Problem(Outcome.TEMPORARY_FAILURE, "another prune is running: try again later");
        } catch (RuntimeException e) {
            locks.close();
            throw e;
        }
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
