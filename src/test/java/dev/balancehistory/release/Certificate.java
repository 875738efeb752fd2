package dev.balancehistory.release;

import dev.balancehistory.support.CleanProcess;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate for this machine's loopback.
 *
 * @param store with its key, for the exchange; Java programs trust what is in it
 * @param pem without its key, for curl
 */
public record Certificate(Path store, Path pem) {
    public static final String PASSWORD = "changeit";

    /** A host that only a proxy knows. */
    public static final String HOST = "exchange.test";

    /** Makes one, in a folder of its own. */
    public static Certificate make() throws Exception {
        Path folder = Files.createTempDirectory("certificate");
        Certificate made = new Certificate(folder.resolve("exchange.p12"), folder.resolve("exchange.pem"));
        made.keytool(List.of(
                "-genkeypair", "-keyalg", "EC", "-dname", "CN=127.0.0.1", "-ext", "san=ip:127.0.0.1,dns:" + HOST));
        byte[] certificate = made.keys().getCertificate("mykey").getEncoded();
        String text = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(certificate);
        Files.writeString(made.pem, "-----BEGIN CERTIFICATE-----\n" + text + "\n-----END CERTIFICATE-----\n");
        return made;
    }

    /** Returns what the exchange serves TLS with. */
    public SSLContext context() throws Exception {
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys(), PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), null, null);
        return context;
    }

    /** Returns the Java options that make a program trust it. */
    public String javaOptions() {
        return "-Djavax.net.ssl.trustStore=" + store + " -Djavax.net.ssl.trustStorePassword=" + PASSWORD;
    }

    /** Removes its files. */
    public void delete() throws IOException {
        Files.deleteIfExists(pem);
        Files.deleteIfExists(store);
        Files.delete(store.getParent());
    }

    private KeyStore keys() throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return keys;
    }

    private void keytool(List<String> arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        line.addAll(arguments);
        line.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD, "-keystore", store.toString()));
        int code = CleanProcess.of(line)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        if (code != 0) {
            throw new IllegalStateException("keytool ended with " + code);
        }
    }
}
