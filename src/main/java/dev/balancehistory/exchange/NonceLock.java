package dev.balancehistory.exchange;

import org.jspecify.annotations.Nullable;

/** Keeps the requests of a key apart whose nonces have to rise, across all processes that use the key. */
@FunctionalInterface
public interface NonceLock {
    /** For one process alone, which keeps its own requests apart in any case. */
    NonceLock NONE = (exchange, apiKey) -> () -> {};

    /** Takes the key's lock without waiting, or returns null if another process holds it. */
    @Nullable
    Held tryTake(String exchange, String apiKey);

    /** A lock that is held. */
    @FunctionalInterface
    interface Held extends AutoCloseable {
        /** Releases it. */
        @Override
        void close();
    }
}
