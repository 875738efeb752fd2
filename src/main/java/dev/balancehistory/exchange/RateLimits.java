package dev.balancehistory.exchange;

import java.time.Duration;
import java.util.List;

/**
 * How many requests an exchange accepts, by its documents.
 *
 * @param key the windows that count the requests of one key; a limit for a user or a group of keys is one of these
 * @param ip the windows that count all requests to the exchange's host from this machine
 * @param bans the scope that the exchange bans when the limit is ignored
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
     * A window that slides.
     *
     * @param weight the most that the requests within any such window may weigh together
     * @param length how long the window is
     */
    public record Window(int weight, Duration length) {
        /**
         * @throws IllegalArgumentException if nothing passes such a window
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
