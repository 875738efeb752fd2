package dev.balancehistory.process;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Stops the runs of this process gracefully: no further request is sent, the current ones end, and the job metadata has
 * the status STOPPED.
 */
public final class RunStop {
    private final Map<Deadline, CountDownLatch> runs = new ConcurrentHashMap<>();
    private volatile boolean stopped;

    /** A run that has begun and not ended. */
    public interface Running extends AutoCloseable {
        @Override
        void close();
    }

    /** Notes that a run begins; it ends when the returned object is closed. */
    public Running running(Deadline deadline) {
        CountDownLatch ended = new CountDownLatch(1);
        runs.put(deadline, ended);
        if (stopped) {
            deadline.stop();
        }
        return () -> {
            runs.remove(deadline);
            ended.countDown();
        };
    }

    /** Stops all runs and waits for their end; returns false if that took longer than the grace. */
    public boolean stop(Duration grace) throws InterruptedException {
        stopped = true;
        Map<Deadline, CountDownLatch> running = Map.copyOf(runs);
        running.keySet().forEach(Deadline::stop);
        long end = System.nanoTime() + grace.toNanos();
        for (CountDownLatch ended : running.values()) {
            if (!ended.await(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                return false;
            }
        }
        return true;
    }
}
