package dev.balancehistory.exchange;

import dev.balancehistory.process.Outcome;

/**
 * The rules of an exchange for nonces.
 *
 * @param rising whether each request of a key needs a larger nonce, so that they are sent one at a time
 * @param newSignatures the number of further signatures after a nonce was rejected
 * @param outcome the outcome of the account if all of them are rejected
 * @param advice the remedy in that case, as the end of a sentence
 */
public record NoncePolicy(boolean rising, int newSignatures, Outcome outcome, String advice) {
    private static final String OWN_KEY = ": create a key that only the recorder uses";

    /** Nonces are unique, in any order. */
    public static final NoncePolicy UNIQUE = new NoncePolicy(false, 2, Outcome.CREDENTIALS, OWN_KEY);

    /** Each nonce is larger than all earlier ones of the key. */
    public static final NoncePolicy RISING = new NoncePolicy(true, 2, Outcome.CREDENTIALS, OWN_KEY);
}
