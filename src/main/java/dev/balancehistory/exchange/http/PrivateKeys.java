package dev.balancehistory.exchange.http;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Private keys in the encodings in which exchanges issue them. No message repeats a part of a key. */
public final class PrivateKeys {
    private static final Pattern PEM =
            Pattern.compile("\\s*-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----\\s*");
    private static final String SEC1 = "EC PRIVATE KEY";
    private static final int SEED = 32;

    /** The version and the AlgorithmIdentifier of an EC key on P-256 in PKCS#8. */
    private static final byte[] P256_HEAD =
            HexFormat.of().parseHex("020100" + "301306072a8648ce3d020106082a8648ce3d030107");

    private static final int P256_BITS = 256;

    private PrivateKeys() {}

    /**
     * Reads an EC key on the curve P-256.
     *
     * @param text the key in SEC1 or PKCS#8 PEM; its line breaks may be escaped as {@code \n}
     * @throws IllegalArgumentException if the text is not such a key; the message is the end of a sentence
     */
    public static PrivateKey ec(String text) {
        Matcher pem = pem(text);
        byte[] der = decoded(pem.group(2));
        try {
            byte[] pkcs8 = SEC1.equals(pem.group(1)) ? wrapped(der) : der;
            PrivateKey key = KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            if (key instanceof ECPrivateKey ec && ec.getParams().getOrder().bitLength() == P256_BITS) {
                return key;
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("must be an EC key on the curve P-256", e);
        }
        throw new IllegalArgumentException("must be an EC key on the curve P-256");
    }

    /**
     * Reads an Ed25519 key.
     *
     * @param text the key in PKCS#8 PEM, or base64 of the seed's 32 bytes and optionally the public key's 32
     * @throws IllegalArgumentException if the text is not such a key; the message is the end of a sentence
     */
    public static PrivateKey ed25519(String text) {
        try {
            KeyFactory factory = KeyFactory.getInstance("Ed25519");
            if (isPem(text)) {
                return factory.generatePrivate(
                        new PKCS8EncodedKeySpec(decoded(pem(text).group(2))));
            }
            byte[] bytes = decoded(text);
            if (bytes.length != SEED && bytes.length != 2 * SEED) {
                throw new IllegalArgumentException("must be an Ed25519 key of 32 or 64 bytes in base64");
            }
            return factory.generatePrivate(
                    new EdECPrivateKeySpec(NamedParameterSpec.ED25519, Arrays.copyOf(bytes, SEED)));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("must be an Ed25519 key in PKCS#8 PEM or base64", e);
        }
    }

    /** Returns the Ed25519 signature of these bytes. */
    public static byte[] signEd25519(PrivateKey key, byte[] message) {
        return JwtKey.signed("Ed25519", key, message);
    }

    /** Returns whether the text begins with a BEGIN line of PEM. */
    public static boolean isPem(String text) {
        return text.strip().startsWith("-----BEGIN ");
    }

    private static Matcher pem(String text) {
        Matcher pem = PEM.matcher(text.replace("\\r", "").replace("\\n", "\n"));
        if (!pem.matches()) {
            throw new IllegalArgumentException("must be a private key in PEM, from its BEGIN line to its END line");
        }
        return pem;
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64.replaceAll("\\s", ""));
        } catch (IllegalArgumentException e) {
            // The message of the cause repeats a character of the secret.
            throw new IllegalArgumentException("must be base64");
        }
    }

    /** Wraps a SEC1 key in PKCS#8, the only format of an EC key that Java reads. */
    private static byte[] wrapped(byte[] sec1) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes(P256_HEAD);
        write(content, 0x04, sec1);
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        write(whole, 0x30, content.toByteArray());
        return whole.toByteArray();
    }

    private static void write(ByteArrayOutputStream out, int tag, byte[] content) {
        out.write(tag);
        if (content.length >= 0x80) {
            int bytes = content.length >= 0x100 ? 2 : 1;
            out.write(0x80 | bytes);
            if (bytes == 2) {
                out.write(content.length >> 8);
            }
        }
        out.write(content.length);
        out.writeBytes(content);
    }
}
