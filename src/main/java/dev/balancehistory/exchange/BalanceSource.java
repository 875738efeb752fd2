package dev.balancehistory.exchange;

import dev.balancehistory.balance.ResponseBody;
import dev.balancehistory.balance.TimeSource;
import dev.balancehistory.exchange.UnverifiedFact.Observation;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An exchange, as its adapter presents it. Safe for many threads. */
public interface BalanceSource {
    /** Returns the name of the exchange in the configuration and in the table {@code account}. */
    String exchange();

    /** Returns the address of the exchange, which the configuration can replace. */
    URI defaultBaseUrl();

    /** Returns the names of the wallets, the main one first. */
    List<String> wallets();

    /** Returns the form of an account's credentials. */
    CredentialForm credentialForm();

    /** Returns the rate limits of the exchange. */
    RateLimits rateLimits();

    /** Returns the rules of the exchange for nonces. */
    NoncePolicy noncePolicy();

    /** Returns the limits for the timestamp of a request; null if requests have no timestamp. */
    @Nullable
    TimestampWindow timestampWindow();

    /** Returns the requests for a snapshot of the account's wallets, not sent yet. */
    AccountFetch prepare(Credentials credentials);

    /**
     * Fetches the time of the exchange's clock.
     *
     * @param baseUrl the address of the exchange
     * @param timeout the limit for the complete response
     * @throws IOException if no response with a time was received
     */
    ExchangeTime time(URI baseUrl, Duration timeout) throws IOException;

    /** Returns the reader of its responses. */
    ResponseReader reader();

    /**
     * Returns the source of response times.
     *
     * <ul>
     *   <li>{@link TimeSource#BODY} if each body contains the time,
     *   <li>{@link TimeSource#EXCHANGE_CLOCK} if the exchange has a time endpoint,
     *   <li>{@link TimeSource#HTTP_DATE} if only the {@code Date} header of a response has a time.
     * </ul>
     */
    TimeSource timeSource();

    /** Returns the facts that the adapter relies on, and that no document of the exchange states. */
    default List<UnverifiedFact> unverifiedFacts() {
        return List.of();
    }

    /** Returns what a response shows about these facts. */
    default Set<Observation> observations(ResponseBody body, Instant receivedAt) {
        return Set.of();
    }

    /**
     * Fetches the rights and restrictions of the key.
     *
     * @param credentials the address and the key
     * @param moment the time, nonce and randomness of the signature
     * @param timeout the limit for the complete response
     * @return the findings; empty if the exchange has no such request
     * @throws IOException if the response is not as documented; the message is for people
     */
    default List<KeyFinding> examineKey(Credentials credentials, Moment moment, Duration timeout) throws IOException {
        return List.of();
    }
}
