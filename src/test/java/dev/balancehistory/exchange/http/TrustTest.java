package dev.balancehistory.exchange.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.balance.ResponseState;
import dev.balancehistory.exchange.Attempt;
import dev.balancehistory.exchange.BalanceFetcher;
import dev.balancehistory.exchange.Disposition;
import dev.balancehistory.exchange.FetchResult;
import dev.balancehistory.exchange.ResponseClock;
import dev.balancehistory.exchange.VirtualTime;
import dev.balancehistory.localexchange.LocalExchange;
import dev.balancehistory.localexchange.Settings;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.support.SelfSigned;
import java.net.URI;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The certificates of exchanges that receive a key. */
@Tag("H1")
class TrustTest {
    private static SSLContext ours;
    private static SSLContext elsewheres;

    private final SSLContext before = trusted();

    @BeforeAll
    static void makeCertificates(@TempDir Path dir) throws Exception {
        ours = SelfSigned.make(dir.resolve("ours.p12"), "san=ip:127.0.0.1").context();
        elsewheres = SelfSigned.make(dir.resolve("elsewheres.p12"), "san=ip:127.0.0.2,dns:elsewhere.example")
                .context();
    }

    @AfterEach
    void restoreTrust() {
        SSLContext.setDefault(before);
    }

    @Test
    void aTrustedCertificateForTheHostIsAccepted() {
        SSLContext.setDefault(ours);
        try (LocalExchange exchange = exchange(ours)) {
            assertThat(fetch(exchange.baseUrl()).disposition()).isEqualTo(Disposition.SUCCESS);
            assertThat(exchange.requests(WireFixture.KEY)).isOne();
        }
    }

    @Test
    void anUntrustedCertificateIsNotRetried() {
        try (LocalExchange exchange = exchange(ours)) {
            VirtualTime time = new VirtualTime();
            FetchResult fetched = new BalanceFetcher(WireFixture.http(), InstantSource.system())
                    .fetch(
                            WireFixture.bitfront(WireFixture.http()),
                            WireFixture.credentials(exchange.baseUrl()),
                            time.deadline(Duration.ofSeconds(60)),
                            new ResponseClock(InstantSource.system()));
            assertThat(fetched.outcome()).isEqualTo(Outcome.UNREACHABLE);
            assertThat(fetched.problem())
                    .contains("its certificate is not trusted (unable to find valid certification path");
            assertThat(fetched.responses()).hasSize(1);
            assertThat(time.waits()).isEmpty();
            assertThat(exchange.served()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, No subject alternative names matching IP address 127.0.0.1 found",
        "localhost, No subject alternative DNS name matching localhost found"
    })
    void aTrustedCertificateForAnotherHostIsRejected(String host, String why) {
        SSLContext.setDefault(elsewheres);
        try (LocalExchange exchange = exchange(elsewheres)) {
            Attempt attempt = fetch(
                    URI.create("https://" + host + ":" + exchange.baseUrl().getPort()));
            assertThat(attempt.disposition()).isEqualTo(Disposition.UNTRUSTED);
            assertThat(attempt.response().state()).isEqualTo(ResponseState.FAILED);
            assertThat(attempt.response().reason()).contains("its certificate is not trusted (" + why);
            assertThat(exchange.served()).isEmpty();
        }
    }

    private static SSLContext trusted() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Attempt fetch(URI baseUrl) {
        return WireFixture.fetch(WireFixture.bitfront(WireFixture.http()), baseUrl, WireFixture.PATIENCE);
    }

    private static LocalExchange exchange(SSLContext certificate) {
        return WireFixture.start(Settings.strict().withTls(certificate));
    }
}
