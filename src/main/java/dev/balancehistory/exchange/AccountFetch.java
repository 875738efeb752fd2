package dev.balancehistory.exchange;

import java.time.Duration;

/**
 * The requests for one snapshot of an account, one after the other. An account has several wallets, and a wallet may
 * need several requests. A failed request is signed anew and sent again until it succeeds. For one thread.
 */
public interface AccountFetch {
    /** Returns the weight of the next request against the exchange's limits. */
    int weight();

    /** Returns whether all requests have succeeded: the last attempt has the complete response. */
    boolean complete();

    /**
     * Sends the next request, or the last one again if it failed. Never throws for a failure: the attempt has it.
     *
     * @param moment the time, nonce and randomness of the signature
     * @param timeout the limit for the complete response, to its last byte
     */
    Attempt send(Moment moment, Duration timeout);
}
