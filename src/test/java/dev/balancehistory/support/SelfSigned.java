package dev.balancehistory.support;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A key with a certificate that no authority signed.
 *
 * @param store the file of both, in PKCS#12
 */
public record SelfSigned(Path store) {
    public static final String PASSWORD = "changeit";

    private static final String ALIAS = "mykey";

    /** Makes them with Java's keytool, for names such as {@code san=ip:127.0.0.1}. */
    public static SelfSigned make(Path store, String names) throws IOException, InterruptedException {
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        String arguments = "-genkeypair -keyalg EC -dname CN=test -storetype PKCS12 -alias " + ALIAS + " -storepass "
                + PASSWORD + " -ext " + names + " -keystore";
        List<String> line = new ArrayList<>(List.of(keytool));
        line.addAll(List.of(arguments.split(" ")));
        line.add(store.toString());
        int code = CleanProcess.of(line)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        if (code != 0) {
            throw new IllegalStateException("keytool ended with " + code);
        }
        return new SelfSigned(store);
    }

    /** Returns a context that shows the certificate, and trusts no other. */
    public SSLContext context() throws IOException, GeneralSecurityException {
        KeyStore keys = keys();
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD.toCharArray());
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(keys);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
        return context;
    }

    /** Returns the certificate in PEM. */
    public String certificatePem() throws IOException, GeneralSecurityException {
        return pem("CERTIFICATE", keys().getCertificate(ALIAS).getEncoded());
    }

    /** Returns the key in PEM. */
    public String keyPem() throws IOException, GeneralSecurityException {
        return pem("PRIVATE KEY", keys().getKey(ALIAS, PASSWORD.toCharArray()).getEncoded());
    }

    private KeyStore keys() throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return keys;
    }

    private static String pem(String type, byte[] content) {
        String text = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(content);
        return "-----BEGIN " + type + "-----\n" + text + "\n-----END " + type + "-----\n";
    }
}
