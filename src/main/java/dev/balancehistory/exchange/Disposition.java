package dev.balancehistory.exchange;

import dev.balancehistory.process.Outcome;

/** The next step that a response calls for, and the outcome of the account if there is none. */
public enum Disposition {
    /** There is an answer to record. */
    SUCCESS(Outcome.DONE),
    /** There is an answer, but too large or so encoded that it can't be recorded. */
    UNUSABLE(Outcome.DATA_ERROR),
    /** It may pass by itself: try again after a while. */
    TRANSIENT(Outcome.UNREACHABLE),
    /** Asked too often: wait until the window has passed. */
    RATE_LIMITED(Outcome.TEMPORARY_FAILURE),
    /** The exchange has stopped serving the key or the IP address: no request may be sent until that ends. */
    BANNED(Outcome.TEMPORARY_FAILURE),
    /** The signature counts as used: sign anew, at once. */
    NONCE_REJECTED(Outcome.BUG),
    /** The timestamp is not accepted: measure the clock's offset and sign with it. */
    CLOCK_REJECTED(Outcome.CONFIGURATION),
    /** The server is not who it should be: nothing to try again. */
    UNTRUSTED(Outcome.UNREACHABLE),
    /** The key, its secret or its rights are refused: nothing to try again, it may lock the key. */
    CREDENTIALS_REJECTED(Outcome.CREDENTIALS),
    /** The question itself is refused or the reply was never to be expected. */
    UNEXPECTED(Outcome.BUG);

    private final Outcome outcome;

    Disposition(Outcome outcome) {
        this.outcome = outcome;
    }

    /** Returns how an account ends with it. */
    public Outcome outcome() {
        return outcome;
    }
}
