package dev.balancehistory.exchange.http;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The place of an exchange's time.
 *
 * @param path of its time endpoint; null if it has none, which leaves the {@code Date} header
 * @param reader reads the endpoint's body, and throws an {@link IllegalArgumentException} if there is no time
 * @param resolution how much the endpoint leaves out of its time; zero if nothing that matters
 * @param inBody whether each response with balances has its own time as well
 */
public record ClockSource(
        @Nullable String path, Function<byte[], Instant> reader, Duration resolution, boolean inBody) {
    /** The {@code Date} header is all that there is. */
    public static final ClockSource HTTP_DATE = new ClockSource(
            null,
            body -> {
                throw new IllegalArgumentException("there is no time endpoint");
            },
            Duration.ofSeconds(1),
            false);

    /** Returns a time endpoint that needs no key. */
    public static ClockSource endpoint(String path, Function<Json, Instant> reader) {
        return new ClockSource(path, body -> reader.apply(Json.parse(body)), Duration.ZERO, false);
    }

    /** Returns the same for an exchange whose responses have their own time. */
    public ClockSource andInBody() {
        return new ClockSource(path, reader, resolution, true);
    }

    /** Returns the same for an endpoint that leaves out what is less than a second. */
    public ClockSource inWholeSeconds() {
        return new ClockSource(path, reader, Duration.ofSeconds(1), inBody);
    }
}
