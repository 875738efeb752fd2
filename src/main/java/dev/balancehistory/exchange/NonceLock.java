package dev.balancehistory.exchange;

import org.jspecify.annotations.Nullable;

/** The lock of a key whose nonces have to rise: all processes that use the key send one request at a time. */
@FunctionalInterface
public interface NonceLock {
    /** No lock, for keys that one process uses. */
    NonceLock NONE = (exchange, apiKey) -> () -> {};

    /** Takes the key's lock without waiting; returns null if another process holds it. */
    @Nullable
    Held tryTake(String exchange, String apiKey);

    /** A lock that is held. */
    @FunctionalInterface
    interface Held extends AutoCloseable {
        /** Releases the lock. */
        @Override
        void close();
    }
}
