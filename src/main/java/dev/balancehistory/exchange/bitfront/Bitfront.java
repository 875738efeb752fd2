package dev.balancehistory.exchange.bitfront;

import dev.balancehistory.balance.TimeSource;
import dev.balancehistory.exchange.Attempt;
import dev.balancehistory.exchange.BalanceSource;
import dev.balancehistory.exchange.Credentials;
import dev.balancehistory.exchange.HttpSettings;
import dev.balancehistory.exchange.RateLimit;
import dev.balancehistory.exchange.ResponseReader;
import dev.balancehistory.exchange.TimestampWindow;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * The exchange BITFRONT, by its public API documents ({@code GET /v1/account/balances}, {@code GET /v1/public/time}).
 */
public final class Bitfront implements BalanceSource, AutoCloseable {
    private static final String BALANCES = "/v1/account/balances";
    private static final String TIME = "/v1/public/time";
    private static final URI PUBLIC_API = URI.create("https://openapi.bitfront.me");

    private final HttpTransport transport;
    private final RequestSigner signer = new RequestSigner();
    private final ResponseReader reader = new BitfrontReader();

    public Bitfront(HttpSettings settings) {
        this.transport = new HttpTransport(settings);
    }

    @Override
    public String exchange() {
        return "bitfront";
    }

    @Override
    public URI defaultBaseUrl() {
        return PUBLIC_API;
    }

    @Override
    public RateLimit rateLimit() {
        return new RateLimit(3, 60);
    }

    @Override
    public TimestampWindow timestampWindow() {
        return new TimestampWindow(Duration.ofSeconds(1), Duration.ofSeconds(5));
    }

    @Override
    public Attempt fetch(Credentials credentials, Instant now, Duration timeout) {
        long start = System.nanoTime();
        URI uri = URI.create(credentials.baseUrl() + BALANCES);
        try {
            HttpBody response = transport
                    .get(uri, signer.headers(credentials, BALANCES, now), timeout)
                    .without(credentials.apiKey());
            return new ResponseClassifier(now, now.plusNanos(System.nanoTime() - start)).of(response);
        } catch (IOException e) {
            return new ResponseClassifier(now, now.plusNanos(System.nanoTime() - start)).ofNoResponse(uri, e);
        }
    }

    @Override
    public Instant time(URI baseUrl, Duration timeout) throws IOException {
        HttpBody response = transport.get(URI.create(baseUrl + TIME), Map.of(), timeout);
        if (response.status() != HttpBody.OK || response.flaw() != null) {
            String flaw = response.flaw() == null ? "" : ", and " + response.flaw();
            throw new IOException(TIME + " answers with HTTP " + response.status() + flaw);
        }
        try {
            return EnvelopeParser.responseTime(response.body());
        } catch (IllegalArgumentException e) {
            throw new IOException(TIME + " gave no time", e);
        }
    }

    /** Lets go of the network. Nothing may be asked any more. */
    @Override
    public void close() {
        transport.close();
    }

    @Override
    public ResponseReader reader() {
        return reader;
    }

    @Override
    public TimeSource timeSource() {
        return TimeSource.BODY;
    }
}
