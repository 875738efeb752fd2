package dev.balancehistory.spool;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The size of the spool's files. It is counted again after a while, since other processes change it too. Safe for many
 * threads.
 */
final class SpoolSize {
    private static final Duration VALID = Duration.ofSeconds(10);

    private final LongSupplier count;
    private final LongSupplier ticker;
    private long bytes;
    private long countedAt;
    private boolean counted;

    /**
     * @param count counts the bytes of all files
     * @param ticker returns the time of a monotonic clock in nanoseconds
     */
    SpoolSize(LongSupplier count, LongSupplier ticker) {
        this.count = count;
        this.ticker = ticker;
    }

    /** Adds the bytes of a new file; returns false if there would be more than the limit. */
    synchronized boolean add(long more, long limit) {
        long now = ticker.getAsLong();
        if (!counted || now - countedAt > VALID.toNanos()) {
            bytes = count.getAsLong();
            countedAt = now;
            counted = true;
        }
        // The limit is positive, and a sum could overflow.
        if (more > limit - bytes) {
            return false;
        }
        bytes += more;
        return true;
    }

    /** Notes that a file was removed, or not written as announced. */
    synchronized void changed() {
        counted = false;
    }
}
