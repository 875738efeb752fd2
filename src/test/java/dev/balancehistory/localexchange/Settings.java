package dev.balancehistory.localexchange;

import java.time.Duration;
import java.time.InstantSource;
import javax.net.ssl.SSLContext;

/**
 * How a local exchange is set up.
 *
 * @param clock the exchange's own clock, by which it checks timestamps and rates and dates its responses
 * @param latency how long every balances response takes
 * @param rateLimited whether 3 requests a second and 60 a minute are the limit for a key
 * @param port 0 for any free one
 * @param tls null for plain HTTP
 */
public record Settings(InstantSource clock, Duration latency, boolean rateLimited, int port, SSLContext tls) {

    /** As strict as the real exchange, and as fast as this machine. */
    public static Settings strict() {
        return new Settings(InstantSource.system(), Duration.ZERO, true, 0, null);
    }

    public Settings withClock(InstantSource other) {
        return new Settings(other, latency, rateLimited, port, tls);
    }

    /** A clock that is ahead of this machine's, or behind it by a negative duration. */
    public Settings withClockAhead(Duration ahead) {
        return withClock(InstantSource.offset(InstantSource.system(), ahead));
    }

    public Settings withLatency(Duration other) {
        return new Settings(clock, other, rateLimited, port, tls);
    }

    public Settings withoutRateLimits() {
        return new Settings(clock, latency, false, port, tls);
    }

    public Settings withPort(int other) {
        return new Settings(clock, latency, rateLimited, other, tls);
    }

    public Settings withTls(SSLContext context) {
        return new Settings(clock, latency, rateLimited, port, context);
    }
}
