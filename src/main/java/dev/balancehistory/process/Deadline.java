package dev.balancehistory.process;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** The time limit of a run and its request to stop. Every wait of a run uses it. */
public class Deadline {
    private final CountDownLatch stop = new CountDownLatch(1);
    private final LongSupplier ticker;
    private final long end;

    public Deadline(Duration limit) {
        this(limit, System::nanoTime);
    }

    /** Creates a deadline on the caller's clock; {@link #await} has to be overridden too. */
    protected Deadline(Duration limit, LongSupplier ticker) {
        this.ticker = ticker;
        this.end = ticker.getAsLong() + limit.toNanos();
    }

    /** Returns the time of a monotonic clock in nanoseconds. */
    public long ticks() {
        return ticker.getAsLong();
    }

    /** Returns the remaining time; zero or less after the deadline. */
    public Duration left() {
        return Duration.ofNanos(end - ticks());
    }

    /** Returns whether the time is over or the run was stopped. */
    public boolean over() {
        return stopped() || left().compareTo(Duration.ZERO) <= 0;
    }

    /** Waits that long. Returns false at once if the time is too short, and as soon as the run is stopped. */
    public boolean pause(Duration wait) {
        return !stopped() && wait.compareTo(left()) < 0 && await(wait);
    }

    /** Ends all current and future waits. */
    public void stop() {
        stop.countDown();
    }

    /** Returns whether the run was stopped. */
    public boolean stopped() {
        return stop.getCount() == 0;
    }

    /** Waits; returns false if the run was stopped meanwhile. */
    protected boolean await(Duration wait) {
        try {
            return !stop.await(wait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
