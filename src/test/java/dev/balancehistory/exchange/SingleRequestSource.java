package dev.balancehistory.exchange;

import dev.balancehistory.balance.TimeSource;
import dev.balancehistory.process.Outcome;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** An exchange with one request and the limits of BITFRONT, for tests that need no more. */
public abstract class SingleRequestSource implements BalanceSource {
    private final String exchange;

    protected SingleRequestSource(String exchange) {
        this.exchange = exchange;
    }

    /** Sends the request. */
    public Attempt fetch(Credentials credentials, Instant now, Duration timeout) {
        throw new UnsupportedOperationException();
    }

    @Override
    public AccountFetch prepare(Credentials credentials) {
        return new AccountFetch() {
            private boolean complete;

            @Override
            public int weight() {
                return 1;
            }

            @Override
            public boolean complete() {
                return complete;
            }

            @Override
            public Attempt send(Moment moment, Duration timeout) {
                Attempt attempt = fetch(credentials, moment.now(), timeout);
                complete = attempt.disposition() == Disposition.SUCCESS;
                return attempt;
            }
        };
    }

    @Override
    public String exchange() {
        return exchange;
    }

    @Override
    public URI defaultBaseUrl() {
        return URI.create("https://" + exchange + ".example");
    }

    @Override
    public List<String> wallets() {
        return List.of("spot");
    }

    @Override
    public CredentialForm credentialForm() {
        return CredentialForm.TEXT;
    }

    @Override
    public RateLimits rateLimits() {
        return new RateLimits(
                List.of(
                        new RateLimits.Window(3, Duration.ofSeconds(1)),
                        new RateLimits.Window(60, Duration.ofMinutes(1))),
                List.of(),
                RateLimits.Scope.IP);
    }

    @Override
    public NoncePolicy noncePolicy() {
        return new NoncePolicy(false, 2, Outcome.BUG, "");
    }

    @Override
    public TimestampWindow timestampWindow() {
        return new TimestampWindow(Duration.ofSeconds(1), Duration.ofSeconds(5));
    }

    @Override
    public ExchangeTime time(URI baseUrl, Duration timeout) throws IOException {
        throw new IOException("there is no clock");
    }

    @Override
    public ResponseReader reader() {
        throw new UnsupportedOperationException();
    }

    @Override
    public TimeSource timeSource() {
        return TimeSource.BODY;
    }

    /** Returns the entry with which {@link Adapters} finds it. */
    public Adapters.Entry entry() {
        return new Adapters.Entry(exchange, reader().format(), () -> this, this::reader);
    }
}
