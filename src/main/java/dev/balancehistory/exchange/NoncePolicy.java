package dev.balancehistory.exchange;

import dev.balancehistory.process.Outcome;

/**
 * The rules of an exchange for the number or text that makes a request unique.
 *
 * @param rising whether it has to be larger in every request of a key, so that the key's requests go one at a time
 * @param newSignatures how often a request is signed again after its nonce was rejected
 * @param outcome how the account ends when all of them are rejected
 * @param advice the remedy then, as the end of a sentence
 */
public record NoncePolicy(boolean rising, int newSignatures, Outcome outcome, String advice) {
    private static final String OWN_KEY = ": create a key that only the recorder uses";

    /** A nonce is used once, in any order. */
    public static final NoncePolicy UNIQUE = new NoncePolicy(false, 2, Outcome.CREDENTIALS, OWN_KEY);

    /** A nonce is larger than all nonces of the key before it. */
    public static final NoncePolicy RISING = new NoncePolicy(true, 2, Outcome.CREDENTIALS, OWN_KEY);
}
