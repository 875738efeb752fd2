package dev.balancehistory.exchange.http;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The source of an exchange's time.
 *
 * @param path the path of the time endpoint; null without one, so that the {@code Date} header is used
 * @param reader the reader of the endpoint's body; throws an {@link IllegalArgumentException} if the body has no time
 * @param resolution the unit that the endpoint's time is truncated to; zero if it is exact enough
 * @param inBody whether each response with balances also has its own time
 */
public record ClockSource(
        @Nullable String path, Function<byte[], Instant> reader, Duration resolution, boolean inBody) {
    /** The {@code Date} header alone. */
    public static final ClockSource HTTP_DATE = new ClockSource(
            null,
            body -> {
                throw new IllegalArgumentException("the exchange has no time endpoint");
            },
            Duration.ofSeconds(1),
            false);

    /** Returns a time endpoint, which needs no key. */
    public static ClockSource endpoint(String path, Function<Json, Instant> reader) {
        return new ClockSource(path, body -> reader.apply(Json.parse(body)), Duration.ZERO, false);
    }

    /** Returns the same source for an exchange whose responses have their own time. */
    public ClockSource andInBody() {
        return new ClockSource(path, reader, resolution, true);
    }

    /** Returns the same source for an endpoint with whole seconds. */
    public ClockSource inWholeSeconds() {
        return new ClockSource(path, reader, Duration.ofSeconds(1), inBody);
    }
}
