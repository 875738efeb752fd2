package dev.balancehistory.release;

import dev.balancehistory.support.SelfSigned;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;

/**
 * A certificate for this machine's loopback.
 *
 * @param store with its key, for the exchange; Java programs trust what is in it
 * @param pem without its key, for curl
 */
public record Certificate(Path store, Path pem) {
    public static final String PASSWORD = SelfSigned.PASSWORD;

    /** A host that only a proxy knows. */
    public static final String HOST = "exchange.test";

    /** Makes one, in a folder of its own. */
    public static Certificate make() throws Exception {
        Path folder = Files.createTempDirectory("certificate");
        SelfSigned made = SelfSigned.make(folder.resolve("exchange.p12"), "san=ip:127.0.0.1,dns:" + HOST);
        return new Certificate(made.store(), Files.writeString(folder.resolve("exchange.pem"), made.certificatePem()));
    }

    /** Returns what the exchange serves TLS with. */
    public SSLContext context() throws Exception {
        return new SelfSigned(store).context();
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
}
