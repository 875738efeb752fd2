package dev.balancehistory.exchange.http;

import dev.balancehistory.exchange.CredentialForm;
import dev.balancehistory.exchange.NoncePolicy;
import dev.balancehistory.exchange.RateLimits;
import dev.balancehistory.exchange.TimestampWindow;
import dev.balancehistory.exchange.UnverifiedFact;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The declaration of an exchange: everything that the recorder needs for its requests and responses.
 *
 * @param name the name in the configuration and in the table {@code account}
 * @param baseUrl the address of the exchange, which the configuration can replace
 * @param wallets the wallets, the main one first
 * @param signer the signer of all requests
 * @param reader the reader of the responses, whose format never changes
 * @param faults the failures that it reports
 * @param limits the rate limits
 * @param limitEnd the function that finds the end of an exceeded limit in a failure's headers, or returns null
 * @param noncePolicy the rules for nonces
 * @param clock the source of the exchange's time
 * @param window the limits for a request's timestamp; null if requests have no timestamp
 * @param credentialForm the form of the credentials
 * @param keyCheck the request for the rights of a key; null if the exchange has none
 * @param unverifiedFacts the facts that no document of the exchange states
 */
public record Adapter(
        String name,
        URI baseUrl,
        List<Wallet> wallets,
        Signer signer,
        PartReader reader,
        Faults faults,
        RateLimits limits,
        Function<HttpHeaders, @Nullable Instant> limitEnd,
        NoncePolicy noncePolicy,
        ClockSource clock,
        @Nullable TimestampWindow window,
        CredentialForm credentialForm,
        @Nullable KeyCheck keyCheck,
        List<UnverifiedFact> unverifiedFacts) {

    /**
     * @throws IllegalArgumentException if the exchange has no wallet
     */
    public Adapter {
        wallets = List.copyOf(wallets);
        unverifiedFacts = List.copyOf(unverifiedFacts);
        if (wallets.isEmpty()) {
            throw new IllegalArgumentException(name + " has no wallet");
        }
    }

    /** Starts the declaration of the exchange with this name and address. */
    public static AdapterBuilder named(String name, String baseUrl) {
        return new AdapterBuilder(name, URI.create(baseUrl));
    }
}
