package dev.balancehistory.localexchange;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The exchange's limit for one key: 3 requests in any second, 60 in any minute, by the exchange's own clock.
 *
 * <p>A rejected request does not count, so a client that waits out the window is admitted again. Not thread-safe.
 */
final class RateWindow {

    private static final int PER_SECOND = 3;
    private static final int PER_MINUTE = 60;
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Deque<Instant> admitted = new ArrayDeque<>();

    boolean admit(Instant now) {
        // Times in the future were admitted before the clock was set back.
        admitted.removeIf(then -> then.isAfter(now) || !within(MINUTE, then, now));
        long lastSecond =
                admitted.stream().filter(then -> within(SECOND, then, now)).count();
        if (lastSecond >= PER_SECOND || admitted.size() >= PER_MINUTE) {
            return false;
        }
        admitted.add(now);
        return true;
    }

    private static boolean within(Duration window, Instant then, Instant now) {
        return Duration.between(then, now).compareTo(window) < 0;
    }
}
