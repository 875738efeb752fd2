package dev.balancehistory.exchange.http;

import dev.balancehistory.balance.Balance;
import dev.balancehistory.balance.ResponseBody;
import dev.balancehistory.balance.TimeSource;
import dev.balancehistory.exchange.AccountFetch;
import dev.balancehistory.exchange.BalanceSource;
import dev.balancehistory.exchange.CredentialForm;
import dev.balancehistory.exchange.Credentials;
import dev.balancehistory.exchange.ExchangeTime;
import dev.balancehistory.exchange.KeyFinding;
import dev.balancehistory.exchange.Moment;
import dev.balancehistory.exchange.NoncePolicy;
import dev.balancehistory.exchange.RateLimits;
import dev.balancehistory.exchange.Reading;
import dev.balancehistory.exchange.ResponseReader;
import dev.balancehistory.exchange.TimestampWindow;
import dev.balancehistory.exchange.UnverifiedFact;
import dev.balancehistory.exchange.UnverifiedFact.Observation;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An exchange with an HTTP API, by its declaration. */
public final class HttpSource implements BalanceSource {
    private final Adapter adapter;
    private final HttpTransport transport;

    /** Creates the exchange of this declaration. */
    public HttpSource(Adapter adapter, HttpTransport transport) {
        this.adapter = adapter;
        this.transport = transport;
    }

    @Override
    public String exchange() {
        return adapter.name();
    }

    @Override
    public URI defaultBaseUrl() {
        return adapter.baseUrl();
    }

    @Override
    public List<String> wallets() {
        return adapter.wallets().stream().map(Wallet::name).toList();
    }

    @Override
    public CredentialForm credentialForm() {
        return adapter.credentialForm();
    }

    @Override
    public RateLimits rateLimits() {
        return adapter.limits();
    }

    @Override
    public NoncePolicy noncePolicy() {
        return adapter.noncePolicy();
    }

    @Override
    public @Nullable TimestampWindow timestampWindow() {
        return adapter.window();
    }

    @Override
    public AccountFetch prepare(Credentials credentials) {
        List<Wallet> selected = credentials.wallets().isEmpty()
                ? adapter.wallets().subList(0, 1)
                : adapter.wallets().stream()
                        .filter(wallet -> credentials.wallets().contains(wallet.name()))
                        .toList();
        return new HttpFetch(adapter, selected, transport, credentials);
    }

    @Override
    public ExchangeTime time(URI baseUrl, Duration timeout) throws IOException {
        return adapter.clock().time(transport, baseUrl, timeout);
    }

    @Override
    public ResponseReader reader() {
        return adapter.reader();
    }

    @Override
    public TimeSource timeSource() {
        return adapter.clock().timeSource();
    }

    @Override
    public List<UnverifiedFact> unverifiedFacts() {
        return adapter.unverifiedFacts();
    }

    @Override
    public Set<Observation> observations(ResponseBody body, Instant receivedAt) {
        List<Balance> listed = new ArrayList<>();
        for (byte[] part : body.parts()) {
            if (adapter.reader().part(part, receivedAt).reading() instanceof Reading.Success success) {
                listed.addAll(success.balances());
            }
        }
        return Observation.ofBalances(listed);
    }

    @Override
    public List<KeyFinding> examineKey(Credentials credentials, Moment moment, Duration timeout) throws IOException {
        KeyCheck check = adapter.keyCheck();
        return check == null ? List.of() : check.findings(adapter.signer(), transport, credentials, moment, timeout);
    }
}
