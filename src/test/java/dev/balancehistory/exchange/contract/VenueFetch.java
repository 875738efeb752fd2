package dev.balancehistory.exchange.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.balance.RawResponse;
import dev.balancehistory.exchange.Attempt;
import dev.balancehistory.exchange.BalanceFetcher;
import dev.balancehistory.exchange.BalanceSource;
import dev.balancehistory.exchange.Credentials;
import dev.balancehistory.exchange.FetchOnce;
import dev.balancehistory.exchange.FetchResult;
import dev.balancehistory.exchange.HttpSettings;
import dev.balancehistory.exchange.KeyFinding;
import dev.balancehistory.exchange.Moment;
import dev.balancehistory.exchange.Reading;
import dev.balancehistory.exchange.ResponseClock;
import dev.balancehistory.exchange.VirtualTime;
import dev.balancehistory.exchange.http.HttpTransport;
import dev.balancehistory.exchange.registry.Exchanges;
import dev.balancehistory.localexchange.Holdings;
import dev.balancehistory.localexchange.LocalExchange;
import dev.balancehistory.localexchange.Misbehaviour;
import dev.balancehistory.localexchange.Served;
import dev.balancehistory.localexchange.Settings;
import dev.balancehistory.localexchange.venue.Permission;
import dev.balancehistory.localexchange.venue.TestIdentity;
import dev.balancehistory.localexchange.venue.Venue;
import dev.balancehistory.support.Patience;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Fetches all wallets of one account from the local exchange, with an adapter; its pauses take no time. */
public final class VenueFetch implements AutoCloseable {
    private static final HttpSettings HTTP = new HttpSettings(Patience.LIMIT, Patience.LIMIT, 1024 * 1024, 4);

    private final TestIdentity identity;
    private final LocalExchange exchange;
    private final HttpTransport transport = new HttpTransport(HTTP);
    private final BalanceSource source;
    private final VirtualTime time = new VirtualTime();

    public VenueFetch(TestIdentity identity, Settings settings, Holdings holdings) {
        this.identity = identity;
        this.source = Exchanges.all(() -> transport).named(identity.venue().word());
        this.exchange = LocalExchange.start(identity.venue(), settings)
                .addAccount(identity.key(), identity.secret(), identity.passphrase(), holdings);
    }

    /** Returns the living exchanges that have an adapter. */
    public static List<Venue> venues() {
        Set<String> adapters = adapters();
        return Arrays.stream(Venue.values())
                .filter(venue -> adapters.contains(venue.word()))
                .toList();
    }

    /** Returns the names of all adapters. */
    static Set<String> adapters() {
        return Exchanges.all(() -> {
                    throw new AssertionError("names need no network");
                })
                .names();
    }

    @Override
    public void close() {
        transport.close();
        exchange.close();
    }

    public BalanceSource source() {
        return source;
    }

    public FetchResult fetch() {
        return fetch(identity);
    }

    /** Fetches with credentials that the exchange may not know. */
    public FetchResult fetch(TestIdentity as) {
        InstantSource clock = InstantSource.system();
        return new BalanceFetcher(HTTP, clock)
                .fetch(source, credentials(as), time.deadline(Duration.ofMinutes(10)), new ResponseClock(clock));
    }

    /** Sends one request for each wallet and page, and retries none. */
    public Attempt once() {
        return FetchOnce.of(source, credentials(identity), Patience.LIMIT);
    }

    public List<KeyFinding> examineKey() throws IOException {
        return source.examineKey(credentials(identity), Moment.of(Instant.now()), Patience.LIMIT);
    }

    private Credentials credentials(TestIdentity as) {
        return new Credentials(
                exchange.baseUrl(),
                as.key(),
                as.secret(),
                source.credentialForm().passphrase() ? as.passphrase() : null,
                source.wallets());
    }

    /** Returns the reading of the last response of a fetch. */
    public Reading reading(FetchResult fetched) {
        assertThat(fetched.responses()).isNotEmpty();
        RawResponse last = fetched.responses().get(fetched.responses().size() - 1);
        return source.reader().read(last.body(), last.receivedAt());
    }

    public void next(Misbehaviour... misbehaviours) {
        exchange.next(identity.key(), misbehaviours);
    }

    public void always(Misbehaviour misbehaviour) {
        exchange.always(identity.key(), misbehaviour);
    }

    public void permit(Permission... permissions) {
        exchange.permit(identity.key(), permissions);
    }

    public int requests() {
        return exchange.requests(identity.key());
    }

    public List<Served> served() {
        return exchange.served(identity.key());
    }
}
