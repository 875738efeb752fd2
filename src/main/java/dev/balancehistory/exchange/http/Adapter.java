package dev.balancehistory.exchange.http;

import dev.balancehistory.exchange.CredentialForm;
import dev.balancehistory.exchange.NoncePolicy;
import dev.balancehistory.exchange.RateLimits;
import dev.balancehistory.exchange.RateLimits.Scope;
import dev.balancehistory.exchange.RateLimits.Window;
import dev.balancehistory.exchange.SecretForm;
import dev.balancehistory.exchange.TimestampWindow;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The declaration of an exchange: all facts that the recorder needs.
 *
 * @param name as the configuration and the table {@code account} have it
 * @param baseUrl where the exchange is found unless the configuration says otherwise
 * @param wallets those that can be fetched, the main one first
 * @param signer signs each request
 * @param reader reads the responses, in a format that never changes
 * @param faults its failures
 * @param limits how many requests it accepts
 * @param rateHeaders finds when a limit is free again
 * @param noncePolicy its rules for nonces
 * @param clock where its time is found
 * @param window how far a request's time may be from its clock; null if requests have no time
 * @param omitsZero whether it lists no zero balances, so that a currency which is absent has none
 * @param credentialForm the credentials that it demands
 * @param keyCheck how {@code doctor} learns what a key may do; null if it can't
 */
public record Adapter(
        String name,
        URI baseUrl,
        List<Wallet> wallets,
        Signer signer,
        PartReader reader,
        Faults faults,
        RateLimits limits,
        RateHeaders rateHeaders,
        NoncePolicy noncePolicy,
        ClockSource clock,
        @Nullable TimestampWindow window,
        boolean omitsZero,
        CredentialForm credentialForm,
        @Nullable KeyCheck keyCheck) {

    public Adapter {
        wallets = List.copyOf(wallets);
        if (wallets.isEmpty()) {
            throw new IllegalArgumentException(name + " has no wallet");
        }
    }

    /** Begins the declaration of an exchange. */
    public static Builder named(String name, String baseUrl) {
        return new Builder(name, URI.create(baseUrl));
    }

    /** Collects a declaration. Wallets, signer and reader are compulsory. */
    public static final class Builder {
        private final String name;
        private final URI baseUrl;
        private final List<Wallet> wallets = new ArrayList<>();
        private final List<Window> keyWindows = new ArrayList<>();
        private final List<Window> ipWindows = new ArrayList<>();
        private @Nullable Signer signer;
        private @Nullable PartReader reader;
        private Faults faults = FaultTable.EMPTY;
        private Scope bans = Scope.IP;
        private RateHeaders rateHeaders = headers -> null;
        private NoncePolicy noncePolicy = NoncePolicy.UNIQUE;
        private ClockSource clock = ClockSource.HTTP_DATE;
        private @Nullable TimestampWindow window;
        private boolean omitsZero;
        private SecretForm secretForm = SecretForm.TEXT;
        private boolean passphrase;
        private @Nullable KeyCheck keyCheck;

        private Builder(String name, URI baseUrl) {
            this.name = name;
            this.baseUrl = baseUrl;
        }

        /** Adds a wallet of one request; the first one is the main one. */
        public Builder wallet(String walletName, Request request) {
            wallets.add(new Wallet(walletName, request, null));
            return this;
        }

        /** Adds a wallet of several requests, the later ones made from the bodies before. */
        public Builder wallet(String walletName, Request first, Wallet.Pages pages) {
            wallets.add(new Wallet(walletName, first, pages));
            return this;
        }

        /** Sets what signs each request. */
        public Builder signedBy(Signer newSigner) {
            signer = newSigner;
            return this;
        }

        /** Sets what reads the responses. */
        public Builder readBy(PartReader newReader) {
            reader = newReader;
            return this;
        }

        /** Sets what the exchange's failures call for. */
        public Builder faults(Faults newFaults) {
            faults = newFaults;
            return this;
        }

        /** Adds a limit: the most that the requests of a key, or to the host, may weigh within any such time. */
        public Builder limit(Scope scope, int weight, Duration within) {
            (scope == Scope.KEY ? keyWindows : ipWindows).add(new Window(weight, within));
            return this;
        }

        /** Sets which headers of a failure have the end of a limit or ban, beside {@code Retry-After}. */
        public Builder rateHeaders(RateHeaders newRateHeaders) {
            rateHeaders = newRateHeaders;
            return this;
        }

        /** Sets what the exchange bans; the IP address unless set. */
        public Builder bans(Scope scope) {
            bans = scope;
            return this;
        }

        /** Sets what the exchange expects of nonces; each is used once unless set. */
        public Builder nonces(NoncePolicy policy) {
            noncePolicy = policy;
            return this;
        }

        /** Sets where the exchange's time is found; in the {@code Date} header unless set. */
        public Builder clock(ClockSource newClock) {
            clock = newClock;
            return this;
        }

        /** Sets how far a request's time may be ahead of and behind the exchange's. */
        public Builder window(Duration ahead, Duration behind) {
            window = new TimestampWindow(ahead, behind);
            return this;
        }

        /** States that the exchange lists no zero balances. */
        public Builder omitsZero() {
            omitsZero = true;
            return this;
        }

        /** Sets how the secret has to look; text without spaces unless set. */
        public Builder secret(SecretForm form) {
            secretForm = form;
            return this;
        }

        /** States that an account needs a passphrase. */
        public Builder passphrase() {
            passphrase = true;
            return this;
        }

        /** Sets how {@code doctor} learns what a key may do. */
        public Builder keyCheck(KeyCheck check) {
            keyCheck = check;
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
                    rateHeaders,
                    noncePolicy,
                    clock,
                    window,
                    omitsZero,
                    new CredentialForm(secretForm, passphrase),
                    keyCheck);
        }
    }
}
