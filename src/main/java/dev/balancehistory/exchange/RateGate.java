package dev.balancehistory.exchange;

import dev.balancehistory.exchange.RateLimits.Window;
import dev.balancehistory.process.Deadline;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lets the requests of one scope pass, as many within any of its windows as the limit allows, however many accounts and
 * retries share it. A window that slides, since a bucket that refills would let a burst and its refill pass within one
 * second. A request counts from its response on: it may have arrived as late as that, the first ones late indeed. None
 * passes during a ban.
 */
final class RateGate {
    /** The exchange's clock may run a little faster. */
    private static final Duration LEAST_MARGIN = Duration.ofMillis(10);

    private static final int MARGIN_DIVISOR = 600;

    private final List<Window> windows;
    private final long longest;
    private final Deque<Passed> passed = new ArrayDeque<>();
    private int open;
    private long heldUntil = Long.MIN_VALUE;
    private @Nullable Ban ban;

    private record Passed(long ticks, int weight) {}

    RateGate(List<Window> windows) {
        this.windows = windows;
        this.longest = windows.stream().mapToLong(RateGate::nanos).max().orElse(0);
    }

    private static long nanos(Window window) {
        Duration margin = window.length().dividedBy(MARGIN_DIVISOR);
        return window.length()
                .plus(margin.compareTo(LEAST_MARGIN) < 0 ? LEAST_MARGIN : margin)
                .toNanos();
    }

    /**
     * Waits for the next free place and takes it, to be given back by {@link #leave}; returns false if the deadline
     * leaves no room for that, or if there is a {@link #ban}.
     */
    boolean pass(int weight, Deadline deadline) {
        while (ban(deadline) == null) {
            Duration wait = tryPass(weight, deadline);
            if (wait.isZero()) {
                return true;
            }
            if (!deadline.pause(wait)) {
                return false;
            }
        }
        return false;
    }

    /** Notes that a request which had passed has its response, or never will. */
    synchronized void leave(int weight, Deadline deadline) {
        open -= weight;
        if (!windows.isEmpty()) {
            passed.addLast(new Passed(deadline.ticks(), weight));
        }
    }

    /** Returns whether there is a limit. */
    boolean isLimited() {
        return !windows.isEmpty();
    }

    /** Gives a place back whose request was not sent. */
    synchronized void giveBack(int weight) {
        open -= weight;
    }

    /** Lets nothing pass for that long, since the exchange has rejected a request for the rate. */
    synchronized void hold(Duration duration, Deadline deadline) {
        heldUntil = Math.max(heldUntil, deadline.ticks() + duration.toNanos());
    }

    /** Lets nothing pass until the ban's end. A longer ban stands. */
    synchronized void close(Ban newBan) {
        if (ban == null || ban.ticks() - newBan.ticks() < 0) {
            ban = newBan;
        }
    }

    /** Returns the ban that is in force; null if there is none. */
    synchronized @Nullable Ban ban(Deadline deadline) {
        if (ban != null && deadline.ticks() - ban.ticks() >= 0) {
            ban = null;
        }
        return ban;
    }

    /** Takes a place and returns zero, or returns how long to wait for one. */
    private synchronized Duration tryPass(int weight, Deadline deadline) {
        long now = deadline.ticks();
        while (!passed.isEmpty() && now - passed.getFirst().ticks() >= longest) {
            passed.removeFirst();
        }
        long wait = heldUntil == Long.MIN_VALUE ? 0 : heldUntil - now;
        for (Window window : windows) {
            wait = Math.max(wait, untilFree(window, weight, now));
        }
        if (wait <= 0) {
            open += weight;
            return Duration.ZERO;
        }
        return Duration.ofNanos(wait);
    }

    private long untilFree(Window window, int weight, long now) {
        int used = open + weight;
        if (used > window.weight()) {
            return nanos(window);
        }
        Iterator<Passed> newest = passed.descendingIterator();
        while (newest.hasNext()) {
            Passed each = newest.next();
            used += each.weight();
            if (used > window.weight()) {
                return each.ticks() + nanos(window) - now;
            }
        }
        return 0;
    }
}
