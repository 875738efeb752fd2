package dev.balancehistory.exchange;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The values that differ in each signature of the same request.
 *
 * @param now the time to sign with, by the exchange's clock
 * @param nonce a number that is larger each time where the exchange demands that: microseconds since 1970
 * @param uuids gives a random text, for exchanges whose nonces are unique in any order
 */
public record Moment(Instant now, long nonce, Supplier<UUID> uuids) {
    /** Returns a moment with a random source of its own. */
    public static Moment of(Instant now, long nonce) {
        return new Moment(now, nonce, UUID::randomUUID);
    }

    /**
     * Returns the moment of a request beside those of a run. It has a nonce by this machine's clock, as theirs: a larger
     * one would make the exchange reject the next run's.
     *
     * @param own the time by this machine's clock
     * @param offset of the exchange's clock
     */
    public static Moment beside(Instant own, Duration offset) {
        return of(own.plus(offset), Nonces.micros(own));
    }

    /** Returns the moment of a request of which no other is under way. */
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
