package dev.balancehistory.exchange;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The values that make each signature of a request different.
 *
 * @param now the time of the signature, by the exchange's clock
 * @param nonce microseconds since 1970; larger in each request of a key if the exchange requires that
 * @param uuids the source of random nonces, for exchanges that accept any order
 */
public record Moment(Instant now, long nonce, Supplier<UUID> uuids) {
    /** Returns a moment with its own random source. */
    public static Moment of(Instant now, long nonce) {
        return new Moment(now, nonce, UUID::randomUUID);
    }

    /**
     * Returns the moment of a request beside those of a run. Its nonce is by this machine's clock, as theirs: a larger one
     * would make the exchange reject the next run's.
     *
     * @param own the time by this machine's clock
     * @param offset the offset of the exchange's clock
     */
    public static Moment beside(Instant own, Duration offset) {
        return of(own.plus(offset), Nonces.micros(own));
    }

    /** Returns a moment for a key without concurrent requests. */
    public static Moment of(Instant now) {
        return of(now, Nonces.micros(now));
    }

    /** Returns a random UUID. */
    public UUID uuid() {
        return uuids.get();
    }

    /** Returns the milliseconds since 1970. */
    public long millis() {
        return now.toEpochMilli();
    }
}
