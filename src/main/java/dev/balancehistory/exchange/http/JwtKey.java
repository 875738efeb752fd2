package dev.balancehistory.exchange.http;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.function.UnaryOperator;

/**
 * A key for the signatures of tokens.
 *
 * @param algorithm the name of the algorithm in the token's header
 * @param signature the function from bytes to their signature
 */
public record JwtKey(String algorithm, UnaryOperator<byte[]> signature) {
    /** Returns a key for HMAC with SHA-256. */
    public static JwtKey hs256(byte[] secret) {
        return new JwtKey("HS256", message -> Hmac.SHA256.of(secret, message));
    }

    /** Returns a key for HMAC with SHA-512. */
    public static JwtKey hs512(byte[] secret) {
        return new JwtKey("HS512", message -> Hmac.SHA512.of(secret, message));
    }

    /** Returns a key for ECDSA on the curve P-256 with SHA-256; the signature is r followed by s. */
    public static JwtKey es256(PrivateKey key) {
        return new JwtKey("ES256", message -> signed("SHA256withECDSAinP1363Format", key, message));
    }

    /** Returns a key for Ed25519. */
    public static JwtKey eddsa(PrivateKey key) {
        return new JwtKey("EdDSA", message -> signed("Ed25519", key, message));
    }

    /** Returns the signature of these bytes; the algorithm has Java's name. */
    static byte[] signed(String algorithm, PrivateKey key, byte[] message) {
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
