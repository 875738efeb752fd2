package dev.balancehistory.exchange.bitfront;

import dev.balancehistory.exchange.Credentials;
import dev.balancehistory.exchange.Moment;
import dev.balancehistory.exchange.http.Hmac;
import dev.balancehistory.exchange.http.Request;
import dev.balancehistory.exchange.http.Signer;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Signs requests by HMAC-SHA256 over nonce, timestamp, method, path, query and body. */
final class RequestSigner implements Signer {
    private static final int FIRST_NONCE = 10_000;
    private static final int NONCES = 90_000;

    // A counter from a random start repeats a nonce after 90,000 others only, never within one millisecond.
    private final AtomicInteger nonces = new AtomicInteger(new SecureRandom().nextInt(NONCES));

    @Override
    public Request sign(Request request, Credentials credentials, Moment moment) {
        String timestamp = Long.toString(moment.millis());
        String nonce = nextNonce();
        String text = nonce + timestamp + request.method() + request.path() + request.queryString() + request.body();
        return request.header("X-API-KEY", credentials.apiKey())
                .header("X-API-TIMESTAMP", timestamp)
                .header("X-API-NONCE", nonce)
                .header("X-API-SIGN", Hmac.SHA256.hex(credentials.apiSecret(), text));
    }

    /** Returns a positive number of five digits. */
    String nextNonce() {
        return Integer.toString(FIRST_NONCE + Math.floorMod(nonces.getAndIncrement(), NONCES));
    }
}
