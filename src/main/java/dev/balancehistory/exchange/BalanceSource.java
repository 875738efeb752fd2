package dev.balancehistory.exchange;

import dev.balancehistory.balance.TimeSource;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An exchange that balances are fetched from: one adapter for each. Safe for use by many threads. */
public interface BalanceSource {
    /** Returns the adapter's name, as the configuration and the table {@code account} have it. */
    String exchange();

    /** Returns where the exchange is found unless the configuration says otherwise. */
    URI defaultBaseUrl();

    /** Returns the names of the wallets that can be fetched, the main one first. */
    List<String> wallets();

    /** Returns what an account needs. */
    CredentialForm credentialForm();

    /** Returns how many requests the exchange accepts. */
    RateLimits rateLimits();

    /** Returns what the exchange expects of nonces. */
    NoncePolicy noncePolicy();

    /**
     * Returns how far the time that a request is signed with may be from the exchange's; null if requests have no time.
     */
    @Nullable
    TimestampWindow timestampWindow();

    /** Returns the requests for a snapshot of the account's wallets; none of them is sent yet. */
    AccountFetch prepare(Credentials credentials);

    /**
     * Returns the exchange's clock.
     *
     * @throws IOException if no response had a time in it
     */
    ExchangeTime time(URI baseUrl, Duration timeout) throws IOException;

    /** Returns the reader of its responses. */
    ResponseReader reader();

    /**
     * Returns what the time of its responses is taken from: {@link TimeSource#BODY} where each says it itself,
     * {@link TimeSource#EXCHANGE_CLOCK} where the exchange has a time endpoint, {@link TimeSource#HTTP_DATE} where only
     * the responses' {@code Date} header has a time.
     */
    TimeSource timeSource();

    /** Returns whether the exchange omits zero balances, so that a currency which is absent has none. */
    boolean omitsZero();

    /**
     * Returns what the exchange reports about the key; nothing where it has no request for that.
     *
     * @throws IOException if the exchange did not respond as documented; the message is fit to be shown
     */
    default List<KeyFinding> examineKey(Credentials credentials, Moment moment, Duration timeout) throws IOException {
        return List.of();
    }
}
