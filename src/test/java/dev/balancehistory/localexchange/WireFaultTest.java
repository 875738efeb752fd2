package dev.balancehistory.localexchange;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.balancehistory.support.Patience;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class WireFaultTest extends Fixture {

    private static final Duration SHORT = Duration.ofNanos(1_000);

    @Override
    Settings settings() {
        return super.settings().withoutRateLimits();
    }

    @Test
    void aDripIsTheStartOfTheHonestBodyAndThenEndlessSpace() throws Exception {
        String honest = caller.fetch().body();
        exchange.next(KEY, WireFault.drip(SHORT));

        try (InputStream body = caller.requestStream().body()) {
            String start = new String(body.readNBytes(honest.length() + 20), UTF_8);
            assertThat(start).isEqualTo(honest.substring(0, honest.length() - 1) + " ".repeat(21));
        }
        assertWireFault();
    }

    @Test
    void drippingHeadersNeverEnd() throws Exception {
        exchange.next(KEY, WireFault.dripHeaders(SHORT));

        try (Socket connection = caller.bareConnection()) {
            String start = new String(connection.getInputStream().readNBytes(200), UTF_8);
            assertThat(start).matches("HTTP/1\\.1 200 OK\r\nX-Slow: x+");
        }
        assertWireFault();
    }

    @Test
    void silenceLastsUntilTheExchangeCloses() throws Exception {
        exchange.next(KEY, WireFault.silent());

        CompletableFuture<HttpResponse<String>> response = caller.fetchLater();
        assertThat(exchange.awaitRequests(KEY, 1, Patience.LIMIT)).isTrue();
        assertThat(caller(KEY, SECRET).code(caller.signed())).isEqualTo(1000);
        assertThat(response).isNotDone();
        exchange.close();

        assertThatThrownBy(response::get).hasCauseInstanceOf(IOException.class);
        assertWireFault();
    }

    @Test
    void aConnectionClosedWithoutAResponseEndsInOrder() throws Exception {
        exchange.next(KEY, WireFault.closeWithoutResponse());

        try (Socket connection = caller.bareConnection()) {
            assertThat(connection.getInputStream().read()).isEqualTo(-1);
        }
        assertWireFault();
    }

    @Test
    void aResetIsSeenAsOne() throws Exception {
        exchange.next(KEY, WireFault.reset());

        try (Socket connection = caller.bareConnection()) {
            assertThatThrownBy(() -> connection.getInputStream().read()).isInstanceOf(SocketException.class);
        }
        assertWireFault();
    }

    @Test
    void aTruncatedBodyAnnouncesTheWholeAtEveryLength() throws Exception {
        String honest = caller.fetch().body();
        for (int kept = 0; kept < honest.length(); kept++) {
            exchange.next(KEY, WireFault.truncated(kept));
            try (Socket connection = caller.bareConnection()) {
                String response = new String(connection.getInputStream().readAllBytes(), UTF_8);
                assertThat(response).contains("Content-Length: " + honest.length() + "\r\n");
                assertThat(response).endsWith("\r\n\r\n" + honest.substring(0, kept));
            }
        }
    }

    @Test
    void aTruncatedBodyIsNeverWhole() throws Exception {
        exchange.next(KEY, WireFault.truncated(1_000_000), WireFault.truncatedChunked(1_000_000));

        assertThatThrownBy(caller::fetch).isInstanceOf(IOException.class);
        assertThatThrownBy(caller::fetch).isInstanceOf(IOException.class);
        assertThat(exchange.served(KEY)).hasSize(2).allMatch(line -> line.statusCode() == Served.WIRE_FAULT);
    }

    @Test
    void aTruncatedChunkedBodyHasNoLastChunk() throws Exception {
        exchange.next(KEY, WireFault.truncatedChunked(10));

        try (Socket connection = caller.bareConnection()) {
            String response = new String(connection.getInputStream().readAllBytes(), UTF_8);
            assertThat(response).contains("Transfer-Encoding: chunked").endsWith("\r\n\r\na\r\n{\"timezone\r\n");
        }
    }

    @Test
    void anOverstatedLengthHasTheWholeBodyButNotItsEnd() throws Exception {
        String honest = caller.fetch().body();
        exchange.next(KEY, WireFault.overstated(1), WireFault.overstated(1));

        try (Socket connection = caller.bareConnection()) {
            String response = new String(connection.getInputStream().readAllBytes(), UTF_8);
            assertThat(response)
                    .contains("Content-Length: " + (honest.length() + 1))
                    .endsWith(honest);
        }
        assertThatThrownBy(caller::fetch).isInstanceOf(IOException.class);
    }

    @Test
    void garbageIsNotHttp() throws Exception {
        exchange.next(KEY, WireFault.garbage("SSH-2.0-x\r\n".getBytes(UTF_8)), WireFault.garbage(new byte[9]));

        try (Socket connection = caller.bareConnection()) {
            assertThat(connection.getInputStream().readAllBytes())
                    .asString(ISO_8859_1)
                    .isEqualTo("SSH-2.0-x\r\n");
        }
        assertThatThrownBy(caller::fetch).isInstanceOf(IOException.class);
    }

    @Test
    void aFaultAppliesToARejectedRequestAndTheManifestListsTheVerdict() throws Exception {
        exchange.next(KEY, WireFault.closeWithoutResponse());

        try (Socket connection = caller(KEY, "guessed").bareConnection()) {
            assertThat(connection.getInputStream().read()).isEqualTo(-1);
        }

        Served line = assertWireFault();
        assertThat(line.note()).startsWith("4003 ").endsWith("closeWithoutResponse");
    }

    @Test
    void aConnectionServesAgainAfterEveryWholeResponse() throws Exception {
        exchange.next(KEY, Misbehaviour.gzipBomb(10_000), Misbehaviour.large(10_000), Misbehaviour.statusCode(1, ""));
        try (Socket connection = caller.bareConnection("GET /v1/nowhere HTTP/1.1\r\n\r\n".repeat(2) + "GET "
                + Caller.TIME + " HTTP/1.1\r\nConnection: close\r\n\r\n")) {
            String responses = new String(connection.getInputStream().readAllBytes(), UTF_8);
            assertThat(responses.split("HTTP/1.1 404", -1)).hasSize(3);
            assertThat(responses)
                    .contains("Connection: close")
                    .endsWith("{\"timezone\":\"UTC\",\"responseTime\":1525239801363}");
        }
        for (int i = 0; i < 4; i++) {
            assertThat(caller.requestBytes().statusCode()).isEqualTo(200);
        }
    }

    private Served assertWireFault() {
        Served line = exchange.served(KEY).stream()
                .filter(served -> served.statusCode() == Served.WIRE_FAULT)
                .findFirst()
                .orElseThrow();
        assertThat(line.bodySha256()).isNull();
        assertThat(line.responseTime()).isNull();
        assertThat(line.holdings()).isEmpty();
        return line;
    }
}
