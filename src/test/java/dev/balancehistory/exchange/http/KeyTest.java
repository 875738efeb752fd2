package dev.balancehistory.exchange.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.exchange.Attempt;
import dev.balancehistory.exchange.Disposition;
import dev.balancehistory.exchange.FetchResult;
import dev.balancehistory.exchange.bitfront.Sample;
import dev.balancehistory.localexchange.LocalExchange;
import dev.balancehistory.localexchange.Misbehaviour;
import dev.balancehistory.localexchange.Settings;
import dev.balancehistory.process.Outcome;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The hosts that receive the key, and the outputs without it. */
class KeyTest extends WireFixture {
    @ParameterizedTest
    @Tag("H8")
    @ValueSource(ints = {300, 301, 302, 303, 307, 308})
    void aRedirectToAnotherHostIsNotFollowed(int status) {
        try (LocalExchange other = start(Settings.strict())) {
            exchange.next(KEY, Misbehaviour.redirect(other.baseUrl().resolve("/v1/account/balances"), status));
            FetchResult fetched = fetchPatiently();
            assertThat(fetched.outcome()).isEqualTo(Outcome.DATA_ERROR);
            assertThat(fetched.problem()).isEqualTo("HTTP " + status + " (a redirect, which is not followed)");
            assertThat(exchange.requests(KEY)).isOne();
            assertThat(other.served()).isEmpty();
        }
    }

    @Test
    @Tag("H8")
    void aRedirectToTheSameHostIsNotFollowed() {
        exchange.next(KEY, Misbehaviour.redirect(exchange.baseUrl().resolve("/v1/account/balances"), 302));
        assertThat(fetch().disposition()).isEqualTo(Disposition.UNDOCUMENTED);
        assertThat(exchange.served()).hasSize(1);
    }

    @Test
    void anErrorPageThatRepeatsTheRequestIsStoredWithoutTheKey() throws Exception {
        for (String status : List.of("200 OK", "400 Bad Request", "503 Service Unavailable")) {
            try (AbruptServer echo = AbruptServer.sending(status, request -> "You sent:\n" + request)) {
                Attempt attempt = fetch(echo.baseUrl(), PATIENCE);
                assertThat(attempt.response().body().bytes()).asString().contains("X-API-KEY: *********");
                assertNothingSecret(source.reader()
                        .read(attempt.response().body(), Instant.now())
                        .toString());
            }
        }
        try (AbruptServer echo =
                AbruptServer.sending("200 OK", request -> Sample.failure(6001, "\"unknown: " + KEY + "\""))) {
            assertThat(fetch(echo.baseUrl(), PATIENCE).response().statusMessage())
                    .startsWith("unknown: ***");
        }
    }

    @Test
    void aHeaderThatRepeatsTheKeyIsNotStored() throws Exception {
        try (AbruptServer echo = new AbruptServer(
                request -> "HTTP/1.1 500 No\r\nContent-Type: text/html; of=" + KEY + "\r\nContent-Length: 0\r\n\r\n")) {
            assertThat(fetch(echo.baseUrl(), PATIENCE).response().reason()).startsWith("HTTP 500 text/html; of=***");
        }
    }

    @Test
    void aServerWithoutTlsReceivesNoRequest() {
        URI mistaken = URI.create("https://127.0.0.1:" + exchange.baseUrl().getPort());
        Attempt attempt = fetch(mistaken, PATIENCE);
        assertWithoutResponse(attempt, "no response from 127.0.0.1");
        assertThat(exchange.served()).isEmpty();
    }
}
