package dev.balancehistory.localexchange.venue;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;

/** Makes new secrets in every form in which exchanges hand them out. */
public final class TestKeys {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final byte[] P256_PARAMETERS = HexFormat.of().parseHex("a00a06082a8648ce3d030107");

    private TestKeys() {}

    /** Makes letters and digits, as most exchanges use for keys and secrets. */
    public static String hmacSecret() {
        return HexFormat.of().formatHex(random(32));
    }

    /** Makes the base64 of 64 bytes. */
    public static String krakenSecret() {
        return Base64.getEncoder().encodeToString(random(64));
    }

    /** Makes the name of a Coinbase key. */
    public static String coinbaseKeyName() {
        return "organizations/" + uuid() + "/apiKeys/" + uuid();
    }

    /** Makes a P-256 key that begins with {@code BEGIN EC PRIVATE KEY}. */
    public static String ecSec1Pem() {
        KeyPair pair = ec();
        ByteArrayOutputStream point = new ByteArrayOutputStream();
        ECPublicKey open = (ECPublicKey) pair.getPublic();
        point.writeBytes(new byte[] {(byte) 0xa1, 0x44, 0x03, 0x42, 0x00, 0x04});
        point.writeBytes(unsigned(open.getW().getAffineX().toByteArray()));
        point.writeBytes(unsigned(open.getW().getAffineY().toByteArray()));
        ByteArrayOutputStream der = new ByteArrayOutputStream();
        der.writeBytes(new byte[] {0x30, 0x77, 0x02, 0x01, 0x01, 0x04, 0x20});
        der.writeBytes(unsigned(((ECPrivateKey) pair.getPrivate()).getS().toByteArray()));
        der.writeBytes(P256_PARAMETERS);
        der.writeBytes(point.toByteArray());
        return pem("EC PRIVATE KEY", der.toByteArray());
    }

    /** Makes a P-256 key that begins with {@code BEGIN PRIVATE KEY}. */
    public static String ecPkcs8Pem() {
        return pem("PRIVATE KEY", ec().getPrivate().getEncoded());
    }

    /** Makes an Ed25519 key that begins with {@code BEGIN PRIVATE KEY}. */
    public static String ed25519Pem() {
        return pem("PRIVATE KEY", ed25519().getPrivate().getEncoded());
    }

    /** Makes the base64 of an Ed25519 key's seed and public key, 64 bytes. */
    public static String ed25519Base64() {
        KeyPair pair = ed25519();
        byte[] seed = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();
        byte[] open = pair.getPublic().getEncoded();
        return Macs.base64(Macs.joined(seed, Arrays.copyOfRange(open, open.length - 32, open.length)));
    }

    private static KeyPair ec() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has P-256", e);
        }
    }

    private static KeyPair ed25519() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has Ed25519", e);
        }
    }

    /** Brings a number's bytes to 32, which may have a sign in front or lack leading zeros. */
    private static byte[] unsigned(byte[] number) {
        byte[] all = new byte[32];
        int length = Math.min(number.length, all.length);
        System.arraycopy(number, number.length - length, all, all.length - length, length);
        return all;
    }

    private static String pem(String label, byte[] der) {
        String lines = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + lines + "\n-----END " + label + "-----\n";
    }

    private static byte[] random(int bytes) {
        byte[] some = new byte[bytes];
        RANDOM.nextBytes(some);
        return some;
    }

    private static String uuid() {
        return UUID.randomUUID().toString();
    }
}
