package dev.balancehistory.exchange;

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
