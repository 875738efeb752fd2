package dev.balancehistory.exchange.bitfront;

import dev.balancehistory.exchange.Credentials;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs requests as the API asks for: HMAC-SHA256 over nonce, timestamp, method, path, query and body. */
final class RequestSigner {
    private static final int FIRST_NONCE = 10_000;
    private static final int NONCES = 90_000;

    // Counting from a random start, a nonce comes back after 90,000 others only: never within one millisecond.
    private final AtomicInteger nonces = new AtomicInteger(new SecureRandom().nextInt(NONCES));

    /** Returns the four headers of a GET without query parameters, good for one use. */
    Map<String, String> headers(Credentials credentials, String path, Instant now) {
        String timestamp = Long.toString(now.toEpochMilli());
        String nonce = nextNonce();
        return Map.of(
                "X-API-KEY",
                credentials.apiKey(),
                "X-API-TIMESTAMP",
                timestamp,
                "X-API-NONCE",
                nonce,
                "X-API-SIGN",
                sign(credentials.apiSecret(), nonce + timestamp + "GET" + path));
    }

    /** Returns a positive number of five digits. */
    String nextNonce() {
        return Integer.toString(FIRST_NONCE + Math.floorMod(nonces.getAndIncrement(), NONCES));
    }

    /** Returns the signature in lower-case hexadecimal. */
    static String sign(byte[] secret, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, mac.getAlgorithm()));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
