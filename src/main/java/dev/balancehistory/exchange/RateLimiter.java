package dev.balancehistory.exchange;

import dev.balancehistory.exchange.RateLimits.Window;
import dev.balancehistory.process.Deadline;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rate limiter of one scope, which all its accounts and retries share. It allows requests as long as none of its
 * sliding windows is full, and none during a ban.
 *
 * <p>A token bucket would allow a burst and its refill within one second. A request counts from its response on, since
 * the exchange may have received it as late as that.
 */
final class RateLimiter {
    /** An exchange's clock may be a little faster. */
    private static final Duration LEAST_MARGIN = Duration.ofMillis(10);

    private static final int MARGIN_DIVISOR = 600;

    private final List<Window> windows;
    private final long longest;
    private final Deque<Ended> ended = new ArrayDeque<>();

    private int open;
    private long suspendedUntil = Long.MIN_VALUE;
    private @Nullable Ban ban;

    private record Ended(long ticks, int weight) {}

    RateLimiter(List<Window> windows) {
        this.windows = windows;
        this.longest = windows.stream().mapToLong(RateLimiter::nanos).max().orElse(0);
    }

    private static long nanos(Window window) {
        Duration margin = window.length().dividedBy(MARGIN_DIVISOR);
        return window.length()
                .plus(margin.compareTo(LEAST_MARGIN) < 0 ? LEAST_MARGIN : margin)
                .toNanos();
    }

    /**
     * Waits until the windows allow the request, which ends with {@link #release} or {@link #cancel}.
     *
     * @return false if the deadline expires first, or during a ban
     */
    boolean acquire(int weight, Deadline deadline) {
        while (activeBan(deadline) == null) {
            Duration wait = tryAcquire(weight, deadline);
            if (wait.isZero()) {
                return true;
            }
            if (!deadline.pause(wait)) {
                return false;
            }
        }
        return false;
    }

    /** Ends a request, with or without a response. */
    synchronized void release(int weight, Deadline deadline) {
        open -= weight;
        if (!windows.isEmpty()) {
            // The newest is the first.
            ended.addFirst(new Ended(deadline.ticks(), weight));
        }
    }

    /** Returns whether there is a limit. */
    boolean isLimited() {
        return !windows.isEmpty();
    }

    /** Cancels a request that was not sent. */
    synchronized void cancel(int weight) {
        open -= weight;
    }

    /** Allows no request for this duration, since one exceeded the exchange's limit. */
    synchronized void suspend(Duration duration, Deadline deadline) {
        suspendedUntil = Math.max(suspendedUntil, deadline.ticks() + duration.toNanos());
    }

    /** Allows no request until the ban's end. A longer ban remains. */
    synchronized void ban(Ban newBan) {
        if (ban == null || ban.ticks() - newBan.ticks() < 0) {
            ban = newBan;
        }
    }

    /** Returns the active ban; null without one. */
    synchronized @Nullable Ban activeBan(Deadline deadline) {
        if (ban != null && deadline.ticks() - ban.ticks() >= 0) {
            ban = null;
        }
        return ban;
    }

    /** Returns zero if the request is allowed now, else the time to wait. */
    private synchronized Duration tryAcquire(int weight, Deadline deadline) {
        long now = deadline.ticks();
        ended.removeIf(each -> now - each.ticks() >= longest);
        long wait = suspendedUntil == Long.MIN_VALUE ? 0 : suspendedUntil - now;
        for (Window window : windows) {
            wait = Math.max(wait, untilFree(window, weight, now));
        }
        if (wait <= 0) {
            open += weight;
        }
        return Duration.ofNanos(Math.max(wait, 0));
    }

    private long untilFree(Window window, int weight, long now) {
        int used = open + weight;
        if (used > window.weight()) {
            return nanos(window);
        }
        for (Ended each : ended) {
            used += each.weight();
            if (used > window.weight()) {
                return each.ticks() + nanos(window) - now;
            }
        }
        return 0;
    }
}
