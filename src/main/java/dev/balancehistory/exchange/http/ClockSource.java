package dev.balancehistory.exchange.http;

import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where an exchange's time is found.
 *
 * @param path of its time endpoint; null if it has none, which leaves the {@code Date} header
 * @param reader reads the endpoint's body, and throws an {@link IllegalArgumentException} if there is no time
 * @param inBody whether each response with balances has its own time as well
 * @param wholeSeconds whether the endpoint leaves out what is less than a second
 */
public record ClockSource(
        @Nullable String path, Function<byte[], Instant> reader, boolean inBody, boolean wholeSeconds) {
    /** The {@code Date} header is all that there is. */
    public static final ClockSource HTTP_DATE = new ClockSource(
            null,
            body -> {
                throw new IllegalArgumentException("there is no time endpoint");
            },
            false,
            true);

    /** Returns a time endpoint that needs no key. */
    public static ClockSource endpoint(String path, Function<Json, Instant> reader) {
        return new ClockSource(path, body -> reader.apply(Json.parse(body)), false, false);
    }

    /** Returns the same for an exchange whose responses have their own time. */
    public ClockSource andInBody() {
        return new ClockSource(path, reader, true, wholeSeconds);
    }

    /** Returns the same for an endpoint that leaves out what is less than a second. */
    public ClockSource inWholeSeconds() {
        return new ClockSource(path, reader, inBody, true);
    }
}
