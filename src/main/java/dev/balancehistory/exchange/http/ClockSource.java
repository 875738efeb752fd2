package dev.balancehistory.exchange.http;

import dev.balancehistory.balance.TimeSource;
import dev.balancehistory.exchange.ExchangeTime;
import java.io.IOException;
import java.net.URI;
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

    /** Returns the source of the time of a response with balances. */
    TimeSource timeSource() {
        return inBody ? TimeSource.BODY : path == null ? TimeSource.HTTP_DATE : TimeSource.EXCHANGE_CLOCK;
    }

    /** Requests the time; throws if the exchange returns none within the timeout. */
    ExchangeTime time(HttpTransport transport, URI baseUrl, Duration timeout) throws IOException {
        if (path == null) {
            // Every response has a date, even that to an unknown path.
            Instant date = transport.send(Request.get("/"), baseUrl, timeout).date();
            if (date == null) {
                throw new IOException("the response has no Date header");
            }
            return ExchangeTime.of(date, resolution);
        }
        HttpBody response = transport.send(Request.get(path), baseUrl, timeout);
        response.requireOk(path);
        try {
            return ExchangeTime.of(reader.apply(response.body()), resolution);
        } catch (IllegalArgumentException e) {
            throw new IOException(path + " returned no time", e);
        }
    }
}
