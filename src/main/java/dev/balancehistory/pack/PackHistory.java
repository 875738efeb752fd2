package dev.balancehistory.pack;

import dev.balancehistory.database.AdvisoryLocks;
import dev.balancehistory.database.DatabaseProblem;
import dev.balancehistory.job.OneTimeJobs;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * Packs old snapshots, a run of the job {@code packHistory}, or unpacks all, a run of {@code unpackHistory}. Both work in
 * small transactions and store no progress, so that the next run continues after an early end.
 */
final class PackHistory {
    private static final String PACK = "packHistory";
    private static final String UNPACK = "unpackHistory";

    private final @Nullable Duration after;
    private final DataSource dataSource;
    private final OneTimeJobs jobs;
    private final InstantSource clock;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean running;
    private volatile boolean stopped;

    /**
     * @param after the age from which snapshots are packed; null for never
     */
    PackHistory(@Nullable Duration after, DataSource dataSource, OneTimeJobs jobs, InstantSource clock) {
        this.after = after;
        this.dataSource = dataSource;
        this.jobs = jobs;
        this.clock = clock;
    }

    /** Returns the time before which snapshots are packed; null if none are. */
    @Nullable
    Instant limit() {
        return after == null ? null : clock.instant().minus(after).truncatedTo(ChronoUnit.MILLIS);
    }

    /**
     * Counts the snapshots that would be packed, and moves nothing.
     *
     * @throws Problem if the database fails
     */
    long dryRun(Instant limit) {
        try {
            return new Packing(dataSource, Packing.SNAPSHOTS).count(limit);
        } catch (RuntimeException e) {
            throw DatabaseProblem.isBehind(e) ? DatabaseProblem.of(e) : e;
        }
    }

    /**
     * Packs the snapshots before the limit.
     *
     * @throws Problem if another pack is running, the history is distributed, the database fails, or it was stopped
     */
    Moved pack(Instant limit) {
        JobParametersBuilder parameters = OneTimeJobs.parameters(clock.instant());
        parameters.addString("packedBefore", limit.toString(), false);
        return run(PACK, parameters, () -> new Packing(dataSource, Packing.SNAPSHOTS).pack(limit, () -> stopped));
    }

    /**
     * Unpacks all snapshots.
     *
     * @throws Problem if another pack is running, the history is distributed, the database fails, or it was stopped
     */
    Moved unpack() {
        return run(
                UNPACK, OneTimeJobs.parameters(clock.instant()), () -> new Unpacking(dataSource).unpack(() -> stopped));
    }

    private Moved run(String job, JobParametersBuilder parameters, Supplier<Moved> work) {
        running = true;
        try {
            OneServer.require(dataSource);
            AdvisoryLocks lock = AdvisoryLocks.alone(
                    dataSource, AdvisoryLocks.PACK, "another pack or unpack is running: try again later");
            try (lock) {
                jobs.recover(PACK);
                jobs.recover(UNPACK);
                return moved(job, parameters.toJobParameters(), work);
            }
        } catch (RuntimeException e) {
            throw DatabaseProblem.isBehind(e) ? DatabaseProblem.of(e) : e;
        } finally {
            ended.countDown();
        }
    }

    private Moved moved(String job, JobParameters parameters, Supplier<Moved> work) {
        AtomicReference<Moved> moved = new AtomicReference<>(Moved.NOTHING);
        Tasklet tasklet = (contribution, chunk) -> {
            moved.set(work.get());
            contribution.getStepExecution().setReadCount(moved.get().snapshots());
            contribution.getStepExecution().setWriteCount(moved.get().balances());
            if (stopped) {
                throw new Problem(Outcome.STOPPED, "stopped; the next run continues");
            }
            return RepeatStatus.FINISHED;
        };
        jobs.run(jobs.job(job).start(jobs.step("moveBalances", tasklet)).build(), parameters);
        return moved.get();
    }

    /** Stops a running pack or unpack and waits for its end; returns false if that took too long. */
    boolean stop(Duration grace) throws InterruptedException {
        stopped = true;
        return !running || ended.await(grace.toMillis(), TimeUnit.MILLISECONDS);
    }
}
