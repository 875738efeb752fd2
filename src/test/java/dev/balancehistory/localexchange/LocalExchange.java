package dev.balancehistory.localexchange;

import dev.balancehistory.localexchange.venue.Permission;
import dev.balancehistory.localexchange.venue.Venue;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * The exchange on this machine: it checks requests, misbehaves by its scripts and lists each request in a manifest. It
 * plays BITFRONT, by the checks of {@link RequestCheck}, or one of the living exchanges of {@link Venue}.
 *
 * <p>The script of an account goes before that of all accounts, and a queued misbehaviour before a permanent one.
 */
public final class LocalExchange implements AutoCloseable {

    private final Endpoints endpoints;
    private final WireServer server;

    private LocalExchange(Settings settings, Venue venue) {
        this.endpoints = new Endpoints(settings, venue);
        this.server = new WireServer(settings, endpoints, venue != null);
    }

    public static LocalExchange start() {
        return start(Settings.strict());
    }

    public static LocalExchange start(Settings settings) {
        return new LocalExchange(settings, null);
    }

    /** Starts as a living exchange, as strict as documented. */
    public static LocalExchange start(Venue venue) {
        return start(venue, Settings.strict());
    }

    public static LocalExchange start(Venue venue, Settings settings) {
        return new LocalExchange(settings, venue);
    }

    public URI baseUrl() {
        return server.baseUrl();
    }

    /** Registers a key; one that is known already starts anew with the new secret and holdings. */
    public LocalExchange addAccount(String apiKey, String apiSecret, Holdings holdings) {
        return addAccount(apiKey, apiSecret, "", holdings);
    }

    /** The same for an exchange whose keys have a passphrase, which the others do not read. */
    public LocalExchange addAccount(String apiKey, String apiSecret, String passphrase, Holdings holdings) {
        endpoints.exchange().register(apiKey, apiSecret, passphrase);
        endpoints.accounts().put(apiKey, new Account(holdings));
        return this;
    }

    /** Sets the rights of a living exchange's key, which may only read at first. */
    public void permit(String apiKey, Permission... permissions) {
        account(apiKey);
        endpoints.exchange().permit(apiKey, Set.of(permissions));
    }

    /** Queues what becomes of the account's next requests, one each. */
    public void next(String apiKey, Misbehaviour... misbehaviours) {
        account(apiKey).script().next(documented(misbehaviours));
    }

    /** Sets the misbehaviour for each of the account's requests that finds the queue empty. */
    public void always(String apiKey, Misbehaviour misbehaviour) {
        account(apiKey).script().always(documented(misbehaviour).get(0));
    }

    /** Resets the script of the account. */
    public void behave(String apiKey) {
        account(apiKey).script().clear();
    }

    /** Queues misbehaviours for the next requests for balances of any account. */
    public void nextForAll(Misbehaviour... misbehaviours) {
        endpoints.everyone().next(documented(misbehaviours));
    }

    public void alwaysForAll(Misbehaviour misbehaviour) {
        endpoints.everyone().always(documented(misbehaviour).get(0));
    }

    /** Queues what becomes of the next requests for the time. */
    public void nextTime(Misbehaviour... misbehaviours) {
        endpoints.clockwork().next(documented(misbehaviours));
    }

    public void alwaysTime(Misbehaviour misbehaviour) {
        endpoints.clockwork().always(documented(misbehaviour).get(0));
    }

    /** Resets all scripts, those of the accounts and of the time. */
    public void behave() {
        endpoints.accounts().values().forEach(account -> account.script().clear());
        endpoints.everyone().clear();
        endpoints.clockwork().clear();
    }

    /** The manifest so far, in the order the responses were decided. */
    public List<Served> served() {
        return endpoints.manifest().served();
    }

    /** The manifest's lines for requests, of any kind, that gave this key. */
    public List<Served> served(String apiKey) {
        return served().stream().filter(line -> apiKey.equals(line.apiKey())).toList();
    }

    /** How many requests for balances gave this key, with or without a response; each wallet and page is one. */
    public int requests(String apiKey) {
        return arrivals(apiKey).size();
    }

    public int timeRequests() {
        return arrivals(Endpoints.TIME).size();
    }

    /** When those requests arrived, in order and by a clock that never jumps. */
    public List<Instant> arrivals(String apiKey) {
        return endpoints.manifest().arrivals(apiKey);
    }

    /** The most requests for balances with this key that arrived within any window of this length. */
    public int busiest(String apiKey, Duration window) {
        return Manifest.busiest(arrivals(apiKey), window);
    }

    /** Waits until so many requests for balances gave this key; false when the time is up first. */
    public boolean awaitRequests(String apiKey, int count, Duration limit) throws InterruptedException {
        return endpoints.manifest().awaitArrivals(apiKey, count, limit);
    }

    /** Stops listening and ends every connection at once. */
    @Override
    public void close() {
        server.close();
    }

    /** A test that names a fault which the exchange does not have fails at once. */
    private List<Misbehaviour> documented(Misbehaviour... misbehaviours) {
        for (Misbehaviour misbehaviour : misbehaviours) {
            if (!misbehaviour.faultCode().map(endpoints.exchange()::hasFault).orElse(true)) {
                throw new IllegalArgumentException("the exchange documents no " + misbehaviour);
            }
        }
        return List.of(misbehaviours);
    }

    private Account account(String apiKey) {
        Account account = endpoints.accounts().get(apiKey);
        if (account == null) {
            throw new IllegalArgumentException("no account has the key " + apiKey);
        }
        return account;
    }
}
