package dev.balancehistory.exchange.coinbase;

import dev.balancehistory.exchange.KeyFinding;
import dev.balancehistory.exchange.http.Json;
import dev.balancehistory.exchange.http.JwtKey;
import dev.balancehistory.exchange.http.KeyFindings;
import dev.balancehistory.exchange.http.PrivateKeys;
import java.util.List;
import java.util.stream.Stream;

/** A private key in the forms in which the exchange issues it, and the rights that the exchange reports. */
final class CoinbaseKey {
    private CoinbaseKey() {}

    /**
     * Reads the secret.
     *
     * @throws IllegalArgumentException if the secret has another form; the message does not repeat it
     */
    static JwtKey of(String secret) {
        try {
            return PrivateKeys.isPem(secret) ? ofPem(secret) : JwtKey.eddsa(PrivateKeys.ed25519(secret));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "must be the private key as the exchange shows it: PEM from its BEGIN line to its END line,"
                            + " or base64 of an Ed25519 key",
                    e);
        }
    }

    /** Reads an EC or an Ed25519 key, whose BEGIN lines in PKCS#8 are equal. */
    private static JwtKey ofPem(String secret) {
        try {
            return JwtKey.es256(PrivateKeys.ec(secret));
        } catch (IllegalArgumentException notEc) {
            return JwtKey.eddsa(PrivateKeys.ed25519(secret));
        }
    }

    /** Reads the body of {@code GET /api/v3/brokerage/key_permissions}. */
    static List<KeyFinding> rights(Json body) {
        if (!body.flag("can_view")) {
            return List.of(new KeyFinding("the key may not read balances", "create a key with the right View alone"));
        }
        List<String> further = Stream.of("trade", "transfer")
                .filter(right -> body.flag("can_" + right))
                .toList();
        return List.of(KeyFindings.rights(further, "a key with the right View"));
    }
}
