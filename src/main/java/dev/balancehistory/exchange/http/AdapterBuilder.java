package dev.balancehistory.exchange.http;

import dev.balancehistory.exchange.CredentialForm;
import dev.balancehistory.exchange.NoncePolicy;
import dev.balancehistory.exchange.RateLimits;
import dev.balancehistory.exchange.RateLimits.Scope;
import dev.balancehistory.exchange.RateLimits.Window;
import dev.balancehistory.exchange.SecretForm;
import dev.balancehistory.exchange.TimestampWindow;
import dev.balancehistory.exchange.UnverifiedFact;
import dev.balancehistory.exchange.UnverifiedFact.Observation;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Builds a declaration. Wallets, signer and reader are mandatory. */
public final class AdapterBuilder {
    private final String name;
    private final URI baseUrl;
    private final List<Wallet> wallets = new ArrayList<>();
    private final List<Window> keyWindows = new ArrayList<>();
    private final List<Window> ipWindows = new ArrayList<>();
    private @Nullable Signer signer;
    private @Nullable PartReader reader;
    private Faults faults = FaultTable.EMPTY;
    private Scope bans = Scope.IP;
    private Function<HttpHeaders, @Nullable Instant> limitEnd = headers -> null;
    private NoncePolicy noncePolicy = NoncePolicy.UNIQUE;
    private ClockSource clock = ClockSource.HTTP_DATE;
    private @Nullable TimestampWindow window;
    private SecretForm secretForm = SecretForm.TEXT;
    private boolean passphrase;
    private @Nullable KeyCheck keyCheck;
    private final List<UnverifiedFact> unverifiedFacts = new ArrayList<>();

    AdapterBuilder(String name, URI baseUrl) {
        this.name = name;
        this.baseUrl = baseUrl;
    }

    /** Adds a wallet with one request; the first wallet is the main one. */
    public AdapterBuilder wallet(String walletName, Request request) {
        wallets.add(new Wallet(walletName, request, null));
        return this;
    }

    /** Adds a wallet with several requests; {@code pages} creates each from the body before. */
    public AdapterBuilder wallet(String walletName, Request first, BiFunction<Request, String, Request> pages) {
        wallets.add(new Wallet(walletName, first, pages));
        return this;
    }

    /** Sets the signer of all requests. */
    public AdapterBuilder signedBy(Signer newSigner) {
        signer = newSigner;
        return this;
    }

    /** Sets the reader of the responses. */
    public AdapterBuilder readBy(PartReader newReader) {
        reader = newReader;
        return this;
    }

    /** Sets the failures that the exchange reports. */
    public AdapterBuilder faults(Faults newFaults) {
        faults = newFaults;
        return this;
    }

    /** Adds a limit: the largest total weight of the requests of a scope within a sliding window. */
    public AdapterBuilder limit(Scope scope, int weight, Duration within) {
        (scope == Scope.KEY ? keyWindows : ipWindows).add(new Window(weight, within));
        return this;
    }

    /** Sets the function that finds the end of a limit in a failure's headers, in addition to {@code Retry-After}. */
    public AdapterBuilder limitEnd(Function<HttpHeaders, @Nullable Instant> newLimitEnd) {
        limitEnd = newLimitEnd;
        return this;
    }

    /** Sets the scope that the exchange bans; the default is the IP address. */
    public AdapterBuilder bans(Scope scope) {
        bans = scope;
        return this;
    }

    /** Sets the rules for nonces; the default is that they are unique. */
    public AdapterBuilder nonces(NoncePolicy policy) {
        noncePolicy = policy;
        return this;
    }

    /** Sets the source of the exchange's time; the default is the {@code Date} header. */
    public AdapterBuilder clock(ClockSource newClock) {
        clock = newClock;
        return this;
    }

    /** Sets the limits for a request's timestamp, ahead of and behind the exchange's time. */
    public AdapterBuilder window(Duration ahead, Duration behind) {
        window = new TimestampWindow(ahead, behind);
        return this;
    }

    /** Sets the form of the secret; the default is text without spaces. */
    public AdapterBuilder secret(SecretForm form) {
        secretForm = form;
        return this;
    }

    /** States that an account needs a passphrase. */
    public AdapterBuilder passphrase() {
        passphrase = true;
        return this;
    }

    /** Sets the request for the rights of a key. */
    public AdapterBuilder keyCheck(KeyCheck check) {
        keyCheck = check;
        return this;
    }

    /** States a fact that no document of the exchange states, and the part of a check that shows it. */
    public AdapterBuilder unverified(String fact, Observation shownBy) {
        unverifiedFacts.add(new UnverifiedFact(fact, shownBy));
        return this;
    }

    /** Returns the declaration. */
    public Adapter build() {
        return new Adapter(
                name,
                baseUrl,
                wallets,
                Objects.requireNonNull(signer, "signer"),
                Objects.requireNonNull(reader, "reader"),
                faults,
                new RateLimits(keyWindows, ipWindows, bans),
                limitEnd,
                noncePolicy,
                clock,
                window,
                new CredentialForm(secretForm, passphrase),
                keyCheck,
                unverifiedFacts);
    }
}
