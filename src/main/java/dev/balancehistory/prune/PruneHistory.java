package dev.balancehistory.prune;

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
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * Applies the retention rules: a run of the job {@code pruneHistory}. It goes in small transactions and remembers
 * nothing, so that the next one goes on wherever one ends.
 */
public final class PruneHistory {
    private static final String JOB = "pruneHistory";

    private final RetentionSettings settings;
    private final Retention retention;
    private final OneTimeJobs jobs;
    private final InstantSource clock;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean running;
    private volatile boolean stopped;

    PruneHistory(RetentionSettings settings, Retention retention, OneTimeJobs jobs, InstantSource clock) {
        this.settings = settings;
        this.retention = retention;
        this.jobs = jobs;
        this.clock = clock;
    }

    /**
     * What went, or would go.
     *
     * @param bodiesBefore answers that arrived before that have no body any more; null if bodies are kept
     * @param bodies how many went, and how much room they took
     * @param runsBefore runs that ended before that are not in the job metadata any more; null if they are kept
     * @param runs how many went
     */
    public record Pruned(
            @Nullable Instant bodiesBefore,
            Bodies bodies,
            @Nullable Instant runsBefore,
            long runs) {}

    /**
     * Tells what a prune would take away, and changes nothing.
     *
     * @throws Problem if the database can't tell
     */
    public Pruned dryRun() {
        Instant bodiesBefore = before(settings.bodies());
        Instant runsBefore = before(settings.jobMetadata());
        try {
            return new Pruned(
                    bodiesBefore,
                    bodiesBefore == null ? new Bodies(0, 0) : retention.bodies().count(bodiesBefore, () -> stopped),
                    runsBefore,
                    runsBefore == null ? 0 : retention.runs().count(runsBefore, () -> stopped));
        } catch (RuntimeException e) {
            throw DatabaseProblem.isBehind(e) ? DatabaseProblem.of(e) : e;
        }
    }

    /**
     * Prunes.
     *
     * @throws Problem if another prune is at work, the database can't do it, or it was stopped
     */
    public Pruned prune() {
        running = true;
        try {
            PruneLock lock = retention.lock();
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
        Tasklet dropBodies = (contribution, chunk) -> {
            if (bodiesBefore != null) {
                bodies.set(retention.bodies().drop(bodiesBefore, () -> stopped));
            }
            count(contribution.getStepExecution(), bodies.get().count());
            goOn();
            return RepeatStatus.FINISHED;
        };
        Tasklet removeRuns = (contribution, chunk) -> {
            if (runsBefore != null) {
                runs.set(retention.runs().remove(runsBefore, () -> stopped));
            }
            count(contribution.getStepExecution(), runs.get());
            goOn();
            return RepeatStatus.FINISHED;
        };
        jobs.run(
                jobs.job(JOB)
                        .start(jobs.step("dropBodies", dropBodies))
                        .next(jobs.step("removeRuns", removeRuns))
                        .build(),
                parameters(bodiesBefore, runsBefore));
        return new Pruned(bodiesBefore, bodies.get(), runsBefore, runs.get());
    }

    private static void count(StepExecution step, long things) {
        step.setReadCount(things);
        step.setWriteCount(things);
    }

    private void goOn() {
        if (stopped) {
            throw new Problem(Outcome.STOPPED, "stopped; the next prune goes on");
        }
    }

    private JobParameters parameters(@Nullable Instant bodiesBefore, @Nullable Instant runsBefore) {
        JobParametersBuilder parameters = OneTimeJobs.parameters(clock.instant());
        if (bodiesBefore != null) {
            parameters.addString("bodiesBefore", bodiesBefore.toString(), false);
        }
        if (runsBefore != null) {
            // The view pruned_job_metadata reads it.
            parameters.addString("runsBefore", runsBefore.toString(), false);
        }
        return parameters.toJobParameters();
    }

    private @Nullable Instant before(@Nullable Duration kept) {
        return kept == null ? null : clock.instant().minus(kept).truncatedTo(ChronoUnit.MILLIS);
    }

    /** Stops the prune, if one goes on, and waits for its end; returns false if that took too long. */
    public boolean stop(Duration grace) throws InterruptedException {
        stopped = true;
        return !running || ended.await(grace.toMillis(), TimeUnit.MILLISECONDS);
    }
}
