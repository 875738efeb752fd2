package dev.balancehistory.exchange.http;

import dev.balancehistory.exchange.Credentials;
import dev.balancehistory.exchange.Moment;

/** Signs requests as an exchange demands. Safe for many threads: time, nonce and randomness come in. */
@FunctionalInterface
public interface Signer {
    /** Returns the request as it is sent, valid once. */
    Request sign(Request request, Credentials credentials, Moment moment);
}
