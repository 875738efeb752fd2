package dev.balancehistory.localexchange.venue;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;

/** Private keys in the forms in which exchanges hand them out, and the signatures made with them. */
final class PrivateKeys {

    private static final String SEC1 = "EC PRIVATE KEY";
    private static final int NUMBER_BYTES = 32;

    private PrivateKeys() {}

    static boolean pem(String secret) {
        return secret.contains("PRIVATE KEY-----");
    }

    /** Reads SEC1 and PKCS#8 as PEM, and the 32 or 64 bytes of an Ed25519 key as base64. */
    static PrivateKey of(String secret) {
        byte[] bytes =
                Base64.getMimeDecoder().decode(secret.replace("\\n", "\n").replaceAll("-----[A-Z0-9 ]+-----", ""));
        try {
            if (secret.contains(SEC1)) {
                return KeyFactory.getInstance("EC")
                        .generatePrivate(new ECPrivateKeySpec(sec1Number(bytes), P256.CURVE));
            }
            if (pem(secret)) {
                return pkcs8(bytes);
            }
            byte[] seed = Arrays.copyOf(bytes, NUMBER_BYTES);
            return KeyFactory.getInstance("Ed25519")
                    .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not a private key that an exchange hands out", e);
        }
    }

    /** Signs with Ed25519, where the same text and key make the same signature. */
    static byte[] ed25519(PrivateKey key, String text) {
        return sign("Ed25519", key, text);
    }

    /** Signs with ES256; the signature is r and s side by side, and another one each time. */
    static byte[] es256(PrivateKey key, String text) {
        return sign("SHA256withECDSAinP1363Format", key, text);
    }

    static boolean es256Verified(ECPrivateKey key, String text, byte[] signature) {
        try {
            Signature check = Signature.getInstance("SHA256withECDSAinP1363Format");
            check.initVerify(P256.publicKey(key.getS()));
            check.update(text.getBytes(UTF_8));
            return signature.length == 2 * NUMBER_BYTES && check.verify(signature);
        } catch (SignatureException malformed) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has ES256", e);
        }
    }

    private static byte[] sign(String algorithm, PrivateKey key, String text) {
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(text.getBytes(UTF_8));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not a key for " + algorithm, e);
        }
    }

    private static PrivateKey pkcs8(byte[] bytes) throws GeneralSecurityException {
        PKCS8EncodedKeySpec encoded = new PKCS8EncodedKeySpec(bytes);
        try {
            return KeyFactory.getInstance("EC").generatePrivate(encoded);
        } catch (GeneralSecurityException notEc) {
            return KeyFactory.getInstance("Ed25519").generatePrivate(encoded);
        }
    }

    /** A sequence of the version 1, three bytes, and the number as an octet string. */
    private static BigInteger sec1Number(byte[] bytes) {
        int number = 2 + 3 + 2;
        if (bytes.length < number + NUMBER_BYTES || bytes[number - 1] != NUMBER_BYTES) {
            throw new IllegalArgumentException("not a SEC1 key for P-256");
        }
        return new BigInteger(1, Arrays.copyOfRange(bytes, number, number + NUMBER_BYTES));
    }
}
