package dev.balancehistory.exchange;

import dev.balancehistory.process.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Time that passes only while all threads wait, and then at once. */
public final class VirtualTime {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final PriorityQueue<Long> wakings = new PriorityQueue<>();
    private final List<Duration> waits = new ArrayList<>();
    private long now;
    // The thread of the test, until others start.
    private int busy = 1;

    /** Returns a deadline whose waits end at once. */
    public Deadline deadline(Duration limit) {
        return new VirtualDeadline(limit);
    }

    /** Returns a clock that shows the right time. */
    public InstantSource clock() {
        return () -> START.plusNanos(ticks());
    }

    public synchronized long ticks() {
        return now;
    }

    /** Returns the waits of all deadlines, in order. */
    public synchronized List<Duration> waits() {
        return List.copyOf(waits);
    }

    /** Lets this time pass, for all threads. */
    public synchronized void pass(Duration duration) {
        long waking = now + duration.toNanos();
        wakings.add(waking);
        leave();
        while (now < waking) {
            try {
                wait();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Runs the tasks at the same time, each on a thread of its own, until all have ended. */
    public void together(List<Runnable> tasks) throws Exception {
        synchronized (this) {
            busy = tasks.size();
        }
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<Future<?>> running = new ArrayList<>();
            for (Runnable task : tasks) {
                running.add(threads.submit(() -> {
                    try {
                        task.run();
                    } finally {
                        leave();
                    }
                }));
            }
            for (Future<?> task : running) {
                task.get();
            }
        } finally {
            threads.shutdownNow();
            synchronized (this) {
                busy = 1;
            }
        }
    }

    /** The last thread to wait moves the clock to the earliest end of a wait. */
    private synchronized void leave() {
        busy--;
        if (busy == 0 && !wakings.isEmpty()) {
            now = Math.max(now, wakings.peek());
            while (!wakings.isEmpty() && wakings.peek() <= now) {
                wakings.remove();
                busy++;
            }
            notifyAll();
        }
    }

    private final class VirtualDeadline extends Deadline {
        VirtualDeadline(Duration limit) {
            super(limit, VirtualTime.this::ticks);
        }

        @Override
        protected boolean await(Duration wait) {
            synchronized (VirtualTime.this) {
                waits.add(wait);
            }
            if (!stopped()) {
                pass(wait);
            }
            return !stopped();
        }
    }
}
