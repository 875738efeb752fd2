package dev.balancehistory.process;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Stops what runs, cleanly: no account is asked any more, what is under way ends, and the job's metadata says STOPPED.
 */
public final class RunStop {
    private final Set<Running> runs = ConcurrentHashMap.newKeySet();
    private volatile boolean stopped;

    /** A run from its beginning to its end. */
    public final class Running implements AutoCloseable {
        private final Deadline deadline;
        private final CountDownLatch ended = new CountDownLatch(1);

        private Running(Deadline deadline) {
            this.deadline = deadline;
        }

        @Override
        public void close() {
            runs.remove(this);
            ended.countDown();
        }
    }

    /** Notes that a run begins; it ends when the returned object is closed. */
    public Running running(Deadline deadline) {
        Running running = new Running(deadline);
        runs.add(running);
        if (stopped) {
            deadline.stop();
        }
        return running;
    }

    /** Tells all runs to stop and waits until they have; returns false if that took longer than the grace. */
    public boolean stop(Duration grace) throws InterruptedException {
        stopped = true;
        Set<Running> running = Set.copyOf(runs);
        running.forEach(run -> run.deadline.stop());
        long end = System.nanoTime() + grace.toNanos();
        for (Running run : running) {
            if (!run.ended.await(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                return false;
            }
        }
        return true;
    }
}
