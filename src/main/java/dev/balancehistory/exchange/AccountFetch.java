package dev.balancehistory.exchange;

import java.time.Duration;

/**
 * The requests that one snapshot of an account takes, one after the other: a wallet may need several, and an account
 * has several wallets. A request that failed is sent again, signed anew, until it succeeds. For one thread.
 */
public interface AccountFetch {
    /** Returns what the next request weighs against the exchange's limits. */
    int weight();

    /** Returns whether all requests have succeeded: the last attempt has the whole response. */
    boolean complete();

    /**
     * Sends the next request, or the last one again if it failed. Whatever goes wrong on the way is in the attempt;
     * nothing is thrown for it.
     *
     * @param moment time, nonce and randomness of the signature
     * @param timeout for the whole response, to its last byte
     */
    Attempt send(Moment moment, Duration timeout);
}
