package dev.balancehistory.localexchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.balancehistory.support.SelfSigned;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.InstantSource;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
    private static SSLContext selfSigned;

    @BeforeAll
    static void makeCertificate(@TempDir Path dir) throws Exception {
        selfSigned =
                SelfSigned.make(dir.resolve("exchange.p12"), "san=ip:127.0.0.1").context();
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
}
