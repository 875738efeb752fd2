package dev.balancehistory.exchange.http;

import dev.balancehistory.exchange.Credentials;
import dev.balancehistory.exchange.Moment;

/** Signs requests as an exchange requires. Safe for many threads, since time, nonce and randomness are parameters. */
@FunctionalInterface
public interface Signer {
    /**
     * Signs a request.
     *
     * @param request the request
     * @param credentials the key and the secret
     * @param moment the time, nonce and randomness of the signature
     * @return the request as it is sent, valid once
     */
    Request sign(Request request, Credentials credentials, Moment moment);
}
