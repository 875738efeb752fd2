package dev.balancehistory.process;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** How long a run may take, and whether it was told to stop. Every wait of a run goes through it. */
public class Deadline {
    private final CountDownLatch stop = new CountDownLatch(1);
    private final LongSupplier ticker;
    private final long end;

    public Deadline(Duration limit) {
        this(limit, System::nanoTime);
    }

    /** For a clock of the caller's, who then also overrides {@link #await}. */
    protected Deadline(Duration limit, LongSupplier ticker) {
        this.ticker = ticker;
        this.end = ticker.getAsLong() + limit.toNanos();
    }

    /** Returns the reading of a clock that never jumps, in nanoseconds. */
    public long ticks() {
        return ticker.getAsLong();
    }

    /** Returns what is left; zero or less once it has passed. */
    public Duration left() {
        return Duration.ofNanos(end - ticks());
    }

    /** Returns whether there is no time left or no wish to go on. */
    public boolean over() {
        return stopped() || left().compareTo(Duration.ZERO) <= 0;
    }

    /** Waits that long, or returns false: at once if it does not fit, and as soon as the run is told to stop. */
    public boolean pause(Duration wait) {
        return !stopped() && wait.compareTo(left()) < 0 && await(wait);
    }

    /** Ends all waits, now and from now on. */
    public void stop() {
        stop.countDown();
    }

    /** Returns whether the run was told to stop. */
    public boolean stopped() {
        return stop.getCount() == 0;
    }

    /** Waits; returns false if the run was told to stop meanwhile. */
    protected boolean await(Duration wait) {
        try {
            return !stop.await(wait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
