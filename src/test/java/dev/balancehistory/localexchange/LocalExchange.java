package dev.balancehistory.localexchange;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The exchange on this machine: serves {@code GET /v1/account/balances} and {@code GET /v1/public/time}, checks requests
 * as {@link RequestCheck} lists, misbehaves as told and keeps a manifest.
 *
 * <p>What an account was told to do goes before what all were told, and what is next goes before what is always.
 */
public final class LocalExchange implements AutoCloseable {

    private final Endpoints endpoints;
    private final WireServer server;

    private LocalExchange(Settings settings) {
        this.endpoints = new Endpoints(settings);
        this.server = new WireServer(settings, endpoints);
    }

    public static LocalExchange start() {
        return start(Settings.strict());
    }

    public static LocalExchange start(Settings settings) {
        return new LocalExchange(settings);
    }

    public URI baseUrl() {
        return server.baseUrl();
    }

    /** Registers a key; one that is known already starts anew with the new secret and holdings. */
    public LocalExchange addAccount(String apiKey, String apiSecret, Holdings holdings) {
        endpoints.accounts().put(apiKey, new Account(apiSecret, holdings));
        return this;
    }

    /** Queues what becomes of the account's next requests, one each. */
    public void next(String apiKey, Misbehaviour... misbehaviours) {
        account(apiKey).script().next(List.of(misbehaviours));
    }

    /** What becomes of each of the account's requests that finds the queue empty. */
    public void always(String apiKey, Misbehaviour misbehaviour) {
        account(apiKey).script().always(misbehaviour);
    }

    /** Forgets what the account was told. */
    public void behave(String apiKey) {
        account(apiKey).script().clear();
    }

    /** Queues what becomes of the next requests for balances, whoever asks. */
    public void nextForAll(Misbehaviour... misbehaviours) {
        endpoints.everyone().next(List.of(misbehaviours));
    }

    public void alwaysForAll(Misbehaviour misbehaviour) {
        endpoints.everyone().always(misbehaviour);
    }

    /** Queues what becomes of the next requests for the time. */
    public void nextTime(Misbehaviour... misbehaviours) {
        endpoints.clockwork().next(List.of(misbehaviours));
    }

    public void alwaysTime(Misbehaviour misbehaviour) {
        endpoints.clockwork().always(misbehaviour);
    }

    /** Forgets everything that any account, all of them or the time was told. */
    public void behave() {
        endpoints.accounts().values().forEach(account -> account.script().clear());
        endpoints.everyone().clear();
        endpoints.clockwork().clear();
    }

    /** The manifest so far, in the order the answers were decided. */
    public List<Served> served() {
        return endpoints.manifest().served();
    }

    /** The manifest's lines for requests, of any kind, that gave this key. */
    public List<Served> served(String apiKey) {
        return served().stream().filter(line -> apiKey.equals(line.apiKey())).toList();
    }

    /** How many requests for balances gave this key, answered or not. */
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

    private Account account(String apiKey) {
        Account account = endpoints.accounts().get(apiKey);
        if (account == null) {
            throw new IllegalArgumentException("no account has the key " + apiKey);
        }
        return account;
    }
}
