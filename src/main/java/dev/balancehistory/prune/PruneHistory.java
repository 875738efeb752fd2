package dev.balancehistory.prune;

import dev.balancehistory.database.AdvisoryLocks;
import dev.balancehistory.database.DatabaseProblem;
import dev.balancehistory.job.OneTimeJobs;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import dev.balancehistory.prune.ExpiredBodies.Bodies;
import dev.balancehistory.settings.RetentionSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Applies the retention rules: a run of the job {@code pruneHistory}. It works in small transactions and stores no
 * progress, so that the next run continues after an early end.
 */
final class PruneHistory {
    private static final String JOB = "pruneHistory";

    private final RetentionSettings settings;
    private final DataSource dataSource;
    private final ExpiredBodies expiredBodies;
    private final ExpiredJobExecutions expiredRuns;
    private final OneTimeJobs jobs;
    private final InstantSource clock;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean running;
    private volatile boolean stopped;

    PruneHistory(RetentionSettings settings, DataSource dataSource, OneTimeJobs jobs, InstantSource clock) {
        this.settings = settings;
        this.dataSource = dataSource;
        JdbcTemplate jdbc = new JdbcTemplate(dataSource);
        this.expiredBodies = new ExpiredBodies(jdbc);
        this.expiredRuns = new ExpiredJobExecutions(jdbc);
        this.jobs = jobs;
        this.clock = clock;
    }

    /**
     * The counts of deleted or expired data.
     *
     * @param bodiesBefore the time before which responses lose their bodies; null if bodies are kept
     * @param bodies the number and size of these bodies
     * @param runsBefore the time before which ended runs are deleted; null if runs are kept
     * @param runs the number of these runs
     */
    public record Pruned(
            @Nullable Instant bodiesBefore,
            Bodies bodies,
            @Nullable Instant runsBefore,
            long runs) {}

    /**
     * Counts the expired data, and deletes nothing.
     *
     * @throws Problem if the database fails
     */
    public Pruned dryRun() {
        Instant bodiesBefore = before(settings.bodies());
        Instant runsBefore = before(settings.jobMetadata());
        try {
            return new Pruned(
                    bodiesBefore,
                    bodiesBefore == null ? new Bodies(0, 0) : expiredBodies.count(bodiesBefore, () -> stopped),
                    runsBefore,
                    runsBefore == null ? 0 : expiredRuns.count(runsBefore, () -> stopped));
        } catch (RuntimeException e) {
            throw DatabaseProblem.isBehind(e) ? DatabaseProblem.of(e) : e;
        }
    }

    /**
     * Deletes the expired data.
     *
     * @throws Problem if another prune is running, the database fails, or it was stopped
     */
    public Pruned prune() {
        running = true;
        try {
            AdvisoryLocks lock =
                    AdvisoryLocks.alone(dataSource, AdvisoryLocks.PRUNE, "another prune is running: try again later");
            try (lock) {
                jobs.recover(JOB);
                return pruned(before(settings.bodies()), before(settings.jobMetadata()));
            }
        } catch (RuntimeException e) {
            throw DatabaseProblem.isBehind(e) ? DatabaseProblem.of(e) : e;
        } finally {
            ended.countDown();
        }
    }

    private Pruned pruned(@Nullable Instant bodiesBefore, @Nullable Instant runsBefore) {
        AtomicReference<Bodies> bodies = new AtomicReference<>(new Bodies(0, 0));
        AtomicLong runs = new AtomicLong();
        Tasklet dropBodies = tasklet(() -> {
            if (bodiesBefore != null) {
                bodies.set(expiredBodies.drop(bodiesBefore, () -> stopped));
            }
            return bodies.get().count();
        });
        Tasklet removeRuns = tasklet(() -> {
            if (runsBefore != null) {
                runs.set(expiredRuns.remove(runsBefore, () -> stopped));
            }
            return runs.get();
        });
        jobs.run(
                jobs.job(JOB)
                        .start(jobs.step("dropBodies", dropBodies))
                        .next(jobs.step("removeRuns", removeRuns))
                        .build(),
                parameters(bodiesBefore, runsBefore));
        return new Pruned(bodiesBefore, bodies.get(), runsBefore, runs.get());
    }

    /** Returns a step that does the work, and notes how much it was, also at an early end. */
    private Tasklet tasklet(LongSupplier work) {
        return (contribution, chunk) -> {
            long done = work.getAsLong();
            contribution.getStepExecution().setReadCount(done);
            contribution.getStepExecution().setWriteCount(done);
            if (stopped) {
                throw new Problem(Outcome.STOPPED, "stopped; the next prune continues");
            }
            return RepeatStatus.FINISHED;
        };
    }

    private JobParameters parameters(@Nullable Instant bodiesBefore, @Nullable Instant runsBefore) {
        JobParametersBuilder parameters = OneTimeJobs.parameters(clock.instant());
        if (bodiesBefore != null) {
            parameters.addString("bodiesBefore", bodiesBefore.toString(), false);
        }
        if (runsBefore != null) {
            // Read by the view pruned_job_metadata.
            parameters.addString("runsBefore", runsBefore.toString(), false);
        }
        return parameters.toJobParameters();
    }

    private @Nullable Instant before(@Nullable Duration kept) {
        return kept == null ? null : clock.instant().minus(kept).truncatedTo(ChronoUnit.MILLIS);
    }

    /** Stops a running prune and waits for its end; returns false if that took too long. */
    public boolean stop(Duration grace) throws InterruptedException {
        stopped = true;
        return !running || ended.await(grace.toMillis(), TimeUnit.MILLISECONDS);
    }
}
