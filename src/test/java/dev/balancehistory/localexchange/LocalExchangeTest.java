package dev.balancehistory.localexchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.balancehistory.support.Patience;
import java.net.ConnectException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalExchangeTest extends Fixture {

    @Test
    void theTimeNeedsNoKeyAndHasNoLimit() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertThat(caller.fetchTime().body()).isEqualTo("{\"timezone\":\"UTC\",\"responseTime\":1525239801363}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/v1/account/balances/", "/v1/account/balances/BTC", "/V1/account/balances", "//"})
    void everyOtherPathIsNotFound(String path) throws Exception {
        HttpResponse<String> response =
                caller.send(caller.request(path, caller.signed()).build());

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json;charset=UTF-8");
        assertThat(Caller.code(response.body())).isEqualTo(4000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello\r\n\r\n",
                "GET /v1/public/time HTTP/2\r\n\r\n",
                "GET /v1/public/time HTTP/1.1\r\nno header\r\n\r\n",
                "GET /v1/public/time HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
                "GET /v1/public/time HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
            })
    void bytesThatAreNotHttpAreABadRequest(String bytes) throws Exception {
        try (Socket connection = caller.bareConnection(bytes)) {
            connection.shutdownOutput();
            String response = new String(connection.getInputStream().readNBytes(12), StandardCharsets.UTF_8);
            assertThat(response).isEqualTo("HTTP/1.1 400");
        }
    }

    @Test
    void theExchangesClockCanBeWrong() throws Exception {
        try (LocalExchange ahead = LocalExchange.start(Settings.strict().withClockAhead(Duration.ofDays(1)))) {
            ahead.addAccount(KEY, SECRET, Holdings.seed());
            Caller rightClock = new Caller(HttpClient.newHttpClient(), ahead.baseUrl(), KEY, SECRET, Instant::now);
            assertThat(rightClock.code()).isEqualTo(6005);
        }
    }

    @Test
    void anAccountRegisteredAgainHasNoState() throws Exception {
        exchange.next(KEY, Misbehaviour.statusCode(5000, ""));
        exchange.addAccount(KEY, "rotated", Holdings.fixed());

        assertThat(caller.code()).isEqualTo(4003);
        assertThat(caller(KEY, "rotated").fetch().body()).endsWith("\"responseData\":[]}");
    }

    @Test
    void aThousandAccountsAreServedAtOnce() {
        HttpClient client = HttpClient.newHttpClient();
        List<CompletableFuture<HttpResponse<String>>> responses = new ArrayList<>();
        try (LocalExchange busy = LocalExchange.start(settings().withLatency(Duration.ofMillis(100)))) {
            for (int i = 0; i < 1_000; i++) {
                busy.addAccount("key" + i, "secret" + i, Holdings.moving(i));
            }
            for (int i = 0; i < 1_000; i++) {
                responses.add(new Caller(client, busy.baseUrl(), "key" + i, "secret" + i, clock).fetchLater());
            }

            assertThat(responses)
                    .extracting(response -> Caller.code(response.get().body()))
                    .containsOnly(1000);
            assertThat(busy.served()).extracting(Served::apiKey).doesNotHaveDuplicates();
        }
    }

    @Test
    void closingEndsEveryConnectionAndThePort() throws Exception {
        exchange.alwaysForAll(Misbehaviour.delay(Duration.ofDays(1)));
        exchange.nextForAll(WireFault.silent(), WireFault.drip(Duration.ofDays(1)));
        List<CompletableFuture<HttpResponse<String>>> responses = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            responses.add(caller.fetchLater());
        }
        Socket idle = caller.bareConnection("");
        assertThat(exchange.awaitRequests(KEY, 3, Patience.LIMIT)).isTrue();

        exchange.close();

        assertThat(responses)
                .allSatisfy(response -> assertThatThrownBy(response::get).isNotNull());
        assertThatThrownBy(caller::fetch).isInstanceOf(ConnectException.class);
        try (idle) {
            assertThat(idle.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void anotherExchangeCanUseThePortAfterwards() throws Exception {
        int port = exchange.baseUrl().getPort();
        caller.fetch();
        exchange.close();

        exchange = LocalExchange.start(settings().withPort(port)).addAccount(KEY, SECRET, Holdings.seed());

        assertThat(caller.code()).isEqualTo(1000);
        assertThat(exchange.requests(KEY)).isEqualTo(1);
    }

    @Test
    void headersAreReadInAnyCase() throws Exception {
        Map<String, String> signed = caller.signed();
        StringBuilder head = new StringBuilder("GET " + Caller.BALANCES + " HTTP/1.1\r\nconnection:close\r\n");
        signed.forEach((name, value) -> head.append(name.toLowerCase(Locale.ROOT))
                .append(':')
                .append(value)
                .append("\r\n"));
        try (Socket connection = caller.bareConnection(head.append("\r\n").toString())) {
            String response = new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(Caller.code(response)).isEqualTo(1000);
        }
    }
}
