package dev.balancehistory.exchange;

import dev.balancehistory.balance.TimeSource;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;

/** An exchange that can be asked for balances: one adapter for each. Safe for use by many threads. */
public interface BalanceSource {
    /** Returns the adapter's name, as the configuration and the table {@code account} have it. */
    String exchange();

    /** Returns where the exchange is found unless the configuration says otherwise. */
    URI defaultBaseUrl();

    /** Returns how often one key may ask. */
    RateLimit rateLimit();

    /** Returns how far the time that a question is signed with may be from the exchange's. */
    TimestampWindow timestampWindow();

    /**
     * Asks once, with a signature of its own. Whatever goes wrong on the way is in the reply; nothing is thrown for it.
     *
     * @param now the time to sign with, in the exchange's eyes
     * @param timeout for the whole answer, to its last byte
     */
    Attempt fetch(Credentials credentials, Instant now, Duration timeout);

    /**
     * Returns the exchange's clock.
     *
     * @throws IOException if it did not answer in a form that can be used
     */
    Instant time(URI baseUrl, Duration timeout) throws IOException;

    /** Returns the reader of its responses. */
    ResponseReader reader();

    /**
     * Returns what the time of its responses is taken from: {@link TimeSource#BODY} where each says it itself,
     * {@link TimeSource#EXCHANGE_CLOCK} where {@link #time} can be asked, {@link TimeSource#HTTP_DATE} where only the
     * responses' {@code Date} header tells.
     */
    TimeSource timeSource();
}
