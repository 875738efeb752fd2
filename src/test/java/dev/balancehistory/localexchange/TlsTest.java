package dev.balancehistory.localexchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.balancehistory.support.CleanProcess;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.InstantSource;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {

    private static final char[] PASSWORD = "changeit".toCharArray();

    private static SSLContext selfSigned;

    @BeforeAll
    static void makeCertificate(@TempDir Path dir) throws Exception {
        Path store = dir.resolve("exchange.p12");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process made = CleanProcess.of(
                        keytool,
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=local exchange",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        new String(PASSWORD),
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(made.waitFor()).isZero();
        selfSigned = context(store);
    }

    @Test
    void onlyAClientWithTheCertificateTrustsAnExchangeWithTls() throws Exception {
        try (LocalExchange exchange = LocalExchange.start(Settings.strict().withTls(selfSigned))) {
            exchange.addAccount("key", "secret", Holdings.seed());
            HttpClient knowing = HttpClient.newBuilder().sslContext(selfSigned).build();

            assertThat(exchange.baseUrl().getScheme()).isEqualTo("https");
            assertThatThrownBy(
                            () -> caller(exchange, HttpClient.newHttpClient()).fetch())
                    .isInstanceOf(SSLHandshakeException.class);
            assertThat(caller(exchange, knowing).code()).isEqualTo(1000);
            assertThat(exchange.requests("key")).isEqualTo(1);
        }
    }

    private static Caller caller(LocalExchange exchange, HttpClient client) {
        return new Caller(client, exchange.baseUrl(), "key", "secret", InstantSource.system());
    }

    private static SSLContext context(Path store) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD);
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(keys);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
        return context;
    }
}
