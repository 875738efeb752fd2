package dev.balancehistory.process;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Stops the runs of this process gracefully: no further request is sent, the current ones end, and the job metadata has
 * the status STOPPED.
 */
public final class RunStop {
    private final Set<Running> runs = ConcurrentHashMap.newKeySet();
    private volatile boolean stopped;

    /** A run that has begun and not ended. */
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

    /** Stops all runs and waits for their end; returns false if that took longer than the grace. */
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
