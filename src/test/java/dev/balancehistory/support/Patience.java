package dev.balancehistory.support;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits for an event. The limit is far longer than any event takes on a slow machine: only a fault exceeds it. */
public final class Patience {
    public static final Duration LIMIT = Duration.ofMinutes(10);

    private static final long MILLIS_BETWEEN_TWO_LOOKS = 20;

    private Patience() {}

    /**
     * Waits until the condition holds.
     *
     * @param event names it, for the message of the failure
     */
    public static void until(String event, Callable<Boolean> condition) {
        until(event, condition, () -> "");
    }

    /**
     * Waits until the condition holds.
     *
     * @param event names it, for the message of the failure
     * @param details what may explain the failure, for its message too
     */
    public static void until(String event, Callable<Boolean> condition, Callable<String> details) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!result(condition)) {
            if (System.nanoTime() - end > 0) {
                throw failure(event + ": " + result(details));
            }
            result(() -> {
                Thread.sleep(MILLIS_BETWEEN_TWO_LOOKS);
                return true;
            });
        }
    }

    /** Waits until the latch is down. */
    public static void until(String event, CountDownLatch latch) {
        if (!result(() -> latch.await(LIMIT.toNanos(), TimeUnit.NANOSECONDS))) {
            throw failure(event);
        }
    }

    /** Waits until the process ends, and returns its exit code. */
    public static int untilEnd(Process process) {
        return untilEnd(process, () -> "");
    }

    /**
     * Waits until the process ends, and returns its exit code.
     *
     * @param details what may explain that it does not end, for the message of the failure
     */
    public static int untilEnd(Process process, Callable<String> details) {
        if (!result(() -> process.waitFor(LIMIT.toNanos(), TimeUnit.NANOSECONDS))) {
            process.destroyForcibly();
            throw failure("the process ends: " + result(details));
        }
        return process.exitValue();
    }

    private static AssertionError failure(String event) {
        return new AssertionError("Not within " + LIMIT + ": " + event);
    }

    private static <T> T result(Callable<T> work) {
        try {
            return work.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
