package dev.balancehistory.exchange;

import java.time.Duration;
import java.util.List;

/**
 * The documented rate limits of an exchange.
 *
 * @param key the windows for the requests of a key, or of the user or group of keys that it belongs to
 * @param ip the windows for all requests from this machine to the exchange's host
 * @param bans the scope that the exchange bans if a limit is exceeded
 */
public record RateLimits(List<Window> key, List<Window> ip, Scope bans) {
    /** No limit is documented. */
    public static final RateLimits NONE = new RateLimits(List.of(), List.of(), Scope.IP);

    /** The scope of a limit or a ban. */
    public enum Scope {
        /** One key, or the user that it belongs to. */
        KEY,
        /** This machine's IP address. */
        IP
    }

    /**
     * A sliding window.
     *
     * @param weight the largest total weight of the requests within the window
     * @param length the length of the window
     */
    public record Window(int weight, Duration length) {
        /**
         * @throws IllegalArgumentException if no request fits into the window
         */
        public Window {
            if (weight < 1 || length.isNegative() || length.isZero()) {
                throw new IllegalArgumentException("a window of weight " + weight + " in " + length);
            }
        }
    }

    public RateLimits {
        key = List.copyOf(key);
        ip = List.copyOf(ip);
    }
}
