package dev.balancehistory.exchange;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Lets one key's questions pass, no more within any second and any minute than its limit allows, however many accounts
 * and retries share it. A window that slides, since a bucket that refills would let a burst and its refill pass
 * within one second.
 */
final class RateGate {
    // Questions sent evenly can arrive closer together than they were sent.
    private static final Duration SECOND = Duration.ofMillis(1_050);
    private static final Duration MINUTE = Duration.ofMillis(60_500);

    private final RateLimit limit;
    private final Deque<Long> sent = new ArrayDeque<>();

    RateGate(RateLimit limit) {
        this.limit = limit;
    }

    /** Waits for the next free place and takes it; returns false if the deadline leaves no room for that. */
    boolean pass(Deadline deadline) {
        while (true) {
            Duration wait = tryPass(deadline.ticks());
            if (wait.isZero()) {
                return true;
            }
            if (!deadline.pause(wait)) {
                return false;
            }
        }
    }

    /** Takes a place and returns zero, or returns how long to wait for one. */
    private synchronized Duration tryPass(long now) {
        while (!sent.isEmpty() && now - sent.getFirst() >= MINUTE.toNanos()) {
            sent.removeFirst();
        }
        long wait = Math.max(untilFree(limit.perSecond(), SECOND, now), untilFree(limit.perMinute(), MINUTE, now));
        if (wait <= 0) {
            sent.addLast(now);
            return Duration.ZERO;
        }
        return Duration.ofNanos(wait);
    }

    private long untilFree(int places, Duration window, long now) {
        if (sent.size() < places) {
            return 0;
        }
        Long oldest =
                sent.stream().skip(sent.size() - (long) places).findFirst().orElseThrow();
        return oldest + window.toNanos() - now;
    }
}
