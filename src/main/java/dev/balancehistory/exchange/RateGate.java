package dev.balancehistory.exchange;

import dev.balancehistory.process.Deadline;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Lets one key's questions pass, no more within any second and any minute than its limit allows, however many accounts
 * and retries share it. A window that slides, since a bucket that refills would let a burst and its refill pass
 * within one second. A question counts from its answer on: it may have arrived as late as that, the first ones late
 * indeed.
 */
final class RateGate {
    // The exchange's clock may run a little faster.
    private static final Duration SECOND = Duration.ofMillis(1_010);
    private static final Duration MINUTE = Duration.ofMillis(60_100);

    private final RateLimit limit;
    private final Deque<Long> answered = new ArrayDeque<>();
    private int open;

    RateGate(RateLimit limit) {
        this.limit = limit;
    }

    /**
     * Waits for the next free place and takes it, to be given back by {@link #leave}; returns false if the deadline
     * leaves no room for that.
     */
    boolean pass(Deadline deadline) {
        while (true) {
            Duration wait = tryPass(deadline);
            if (wait.isZero()) {
                return true;
            }
            if (!deadline.pause(wait)) {
                return false;
            }
        }
    }

    /** Notes that a question which had passed is answered, or never will be. */
    synchronized void leave(Deadline deadline) {
        open--;
        answered.addLast(deadline.ticks());
    }

    /** Takes a place and returns zero, or returns how long to wait for one. */
    private synchronized Duration tryPass(Deadline deadline) {
        long now = deadline.ticks();
        while (!answered.isEmpty() && now - answered.getFirst() >= MINUTE.toNanos()) {
            answered.removeFirst();
        }
        long wait = Math.max(untilFree(limit.perSecond(), SECOND, now), untilFree(limit.perMinute(), MINUTE, now));
        if (wait <= 0) {
            open++;
            return Duration.ZERO;
        }
        return Duration.ofNanos(wait);
    }

    private long untilFree(int places, Duration window, long now) {
        if (open + answered.size() < places) {
            return 0;
        }
        if (open >= places) {
            return window.toNanos();
        }
        Iterator<Long> newest = answered.descendingIterator();
        for (int skipped = open; skipped < places - 1; skipped++) {
            newest.next();
        }
        return newest.next() + window.toNanos() - now;
    }
}
