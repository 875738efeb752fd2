package dev.balancehistory.exchange;

import dev.balancehistory.process.Outcome;

/** The next step after a response, and the outcome of the account if it is the last one. */
public enum Disposition {
    /** The response can be recorded. */
    SUCCESS(Outcome.DONE),
    /** The response is too large, or its encoding is wrong: it is stored, and never recorded. */
    REJECTED(Outcome.DATA_ERROR),
    /** The failure is temporary: the request is repeated after a pause. */
    TRANSIENT(Outcome.UNREACHABLE),
    /** There were too many requests: the request is repeated after the window. */
    RATE_LIMITED(Outcome.TEMPORARY_FAILURE),
    /** The exchange has banned the key or the IP address: no request is sent before the ban ends. */
    BANNED(Outcome.TEMPORARY_FAILURE),
    /** The exchange rejects the nonce: the request is signed anew at once. */
    NONCE_REJECTED(Outcome.BUG),
    /** The exchange rejects the timestamp: the clock's offset is measured, and the request is signed by it. */
    CLOCK_REJECTED(Outcome.CONFIGURATION),
    /** The server's certificate is not trusted: no further attempt. */
    UNTRUSTED(Outcome.UNREACHABLE),
    /** The exchange rejects the key, its secret or its rights: no further attempt, which could lock the key. */
    CREDENTIALS_REJECTED(Outcome.CREDENTIALS),
    /** The exchange rejects the request itself: no further attempt. */
    UNEXPECTED(Outcome.BUG),
    /** The failure is not documented: it is stored with its reason, without a further attempt. */
    UNDOCUMENTED(Outcome.DATA_ERROR);

    private final Outcome outcome;

    Disposition(Outcome outcome) {
        this.outcome = outcome;
    }

    /** Returns the outcome of an account whose last attempt ended so. */
    public Outcome outcome() {
        return outcome;
    }
}
