package dev.balancehistory.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Holds the end of the process, when a signal asks for it, until what runs has stopped and all is said. */
public final class ShutdownHook implements AutoCloseable {
    // Shorter than the 30 seconds after which Kubernetes kills.
    private static final Duration GRACE = Duration.ofSeconds(25);

    private static final CountDownLatch SAID = new CountDownLatch(1);

    final Thread hook;

    private ShutdownHook(Thread hook) {
        this.hook = hook;
    }

    /** Stops what runs. */
    @FunctionalInterface
    public interface Stop {
        /** Returns whether it has stopped within this time. */
        boolean within(Duration grace) throws InterruptedException;
    }

    /** Returns one that is closed when nothing runs any more. */
    public static ShutdownHook onSignal(Stop stop) {
        Thread hook = new Thread(
                () -> {
                    try {
                        if (stop.within(GRACE)) {
                            SAID.await(1, TimeUnit.SECONDS);
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "stop-by-signal");
        Runtime.getRuntime().addShutdownHook(hook);
        return new ShutdownHook(hook);
    }

    /** To be called when the process has nothing more to say. */
    public static void said() {
        SAID.countDown();
    }

    @Override
    public void close() {
        if (hook.getState() == Thread.State.NEW) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The signal has come at this very moment: the hook finds nothing to stop.
                return;
            }
        }
    }
}
