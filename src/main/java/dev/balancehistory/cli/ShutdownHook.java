package dev.balancehistory.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Delays the end of the process after a signal until the runs have stopped and their output is written. */
public final class ShutdownHook implements AutoCloseable {
    // Shorter than the 30 seconds after which Kubernetes kills.
    private static final Duration GRACE = Duration.ofSeconds(25);

    private static final CountDownLatch FINISHED = new CountDownLatch(1);

    final Thread hook;

    private ShutdownHook(Thread hook) {
        this.hook = hook;
    }

    /** Stops the runs. */
    @FunctionalInterface
    public interface Stop {
        /** Stops the runs; returns whether they stopped within this time. */
        boolean within(Duration grace) throws InterruptedException;
    }

    /** Registers a hook, to be closed when the work has ended. */
    public static ShutdownHook onSignal(Stop stop) {
        Thread hook = new Thread(
                () -> {
                    try {
                        if (stop.within(GRACE)) {
                            FINISHED.await(1, TimeUnit.SECONDS);
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "stop-by-signal");
        Runtime.getRuntime().addShutdownHook(hook);
        return new ShutdownHook(hook);
    }

    /** Reports that all output is written. */
    public static void finished() {
        FINISHED.countDown();
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The signal has arrived: the hook has nothing to stop any more.
            return;
        }
    }
}
