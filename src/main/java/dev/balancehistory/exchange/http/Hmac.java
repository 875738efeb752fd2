package dev.balancehistory.exchange.http;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The message authentication codes of texts, in the encodings that exchanges require. */
public enum Hmac {
    SHA256("HmacSHA256"),
    SHA384("HmacSHA384"),
    SHA512("HmacSHA512");

    private final String algorithm;

    Hmac(String algorithm) {
        this.algorithm = algorithm;
    }

    /** Returns the code of these bytes. */
    public byte[] of(byte[] key, byte[] message) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the code of a text in lower-case hexadecimal. */
    public String hex(byte[] key, String text) {
        return HexFormat.of().formatHex(of(key, text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Returns the code of a text in base64. */
    public String base64(byte[] key, String text) {
        return Base64.getEncoder().encodeToString(of(key, text.getBytes(StandardCharsets.UTF_8)));
    }
}
