package dev.balancehistory.exchange.http;

import dev.balancehistory.exchange.Credentials;
import dev.balancehistory.exchange.Moment;

/** Signs requests as an exchange requires. Safe for many threads, since time, nonce and randomness are parameters. */
@FunctionalInterface
public interface Signer {
    /** Returns the request as it is sent, valid once. */
    Request sign(Request request, Credentials credentials, Moment moment);
}
