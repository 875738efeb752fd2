package dev.balancehistory.exchange;

import dev.balancehistory.process.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The nonces of all keys: microseconds since 1970, each larger than the one before. A key sends one request at a time.
 * Safe for many threads.
 */
final class Nonces {
    /** The pause before the next attempt to take a lock. */
    private static final Duration PAUSE = Duration.ofMillis(25);

    /** A rejected nonce is raised by one second, since another machine's clock may be ahead. */
    private static final long RAISE = 1_000_000;

    private final NonceLock lock;
    private final Map<String, Key> keys = new ConcurrentHashMap<>();

    Nonces(NonceLock lock) {
        this.lock = lock;
    }

    private static final class Key {
        private final AtomicBoolean taken = new AtomicBoolean();
        private long last;

        synchronized long next(Instant now, boolean raised) {
            long raise = raised ? RAISE : 0;
            last = Math.max(micros(now), last + 1) + raise;
            return last;
        }
    }

    /** Returns the instant as a nonce. */
    static long micros(Instant now) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, now);
    }

    /**
     * Waits for the lock of the key; returns null if the deadline expires first. Returns at once for a key whose nonces
     * need not rise.
     */
    @Nullable
    Turn turn(BalanceSource source, Credentials credentials, Deadline deadline) {
        if (!source.noncePolicy().rising()) {
            return new Turn(null, null);
        }
        Key key = keys.computeIfAbsent(source.exchange() + " " + credentials.apiKey(), name -> new Key());
        while (key.taken.getAndSet(true)) {
            if (!deadline.pause(PAUSE)) {
                return null;
            }
        }
        NonceLock.Held held = null;
        try {
            held = lock.tryTake(source.exchange(), credentials.apiKey());
            while (held == null && deadline.pause(PAUSE)) {
                held = lock.tryTake(source.exchange(), credentials.apiKey());
            }
        } finally {
            if (held == null) {
                key.taken.set(false);
            }
        }
        return held == null ? null : new Turn(key, held);
    }

    /** The time during which one request of a key is sent. */
    static final class Turn implements AutoCloseable {
        private final @Nullable Key key;
        private final NonceLock.@Nullable Held held;

        private Turn(@Nullable Key key, NonceLock.@Nullable Held held) {
            this.key = key;
            this.held = held;
        }

        /**
         * Returns a nonce.
         *
         * @param raised whether the exchange rejected the one before
         */
        long next(Instant now, boolean raised) {
            return key == null ? micros(now) : key.next(now, raised);
        }

        @Override
        public void close() {
            try {
                if (held != null) {
                    held.close();
                }
            } finally {
                if (key != null) {
                    key.taken.set(false);
                }
            }
        }
    }
}
