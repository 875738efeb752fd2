package dev.balancehistory.localexchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestCheckTest extends Fixture {

    @Test
    void aWellSignedRequestGetsTheDocumentedBody() throws Exception {
        HttpResponse<String> response = caller.fetch();

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json;charset=UTF-8");
        assertThat(response.body())
                .isEqualTo("{\"timezone\":\"UTC\",\"responseTime\":1525239801363,\"statusCode\":1000,"
                        + "\"statusMessage\":\"SUCCESS\",\"responseData\":["
                        + "{\"currency\":\"BCH\",\"balance\":1000000000,\"availableBalance\":1000000000},"
                        + "{\"currency\":\"XRP\",\"balance\":1000003043.7,\"availableBalance\":1000002063.7},"
                        + "{\"currency\":\"ETH\",\"balance\":1000107794.9999858,\"availableBalance\":1000107794.9999858},"
                        + "{\"currency\":\"BTC\",\"balance\":3999974992.35615,\"availableBalance\":3999970806.72614},"
                        + "{\"currency\":\"USDT\",\"balance\":1000000000,\"availableBalance\":999998671.673}]}");
    }

    @Test
    void aRejectionIsHttp200WithoutData() throws Exception {
        HttpResponse<String> response =
                caller.send(caller.request(Caller.BALANCES, Map.of()).build());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body())
                .startsWith("{\"timezone\":\"UTC\",\"responseTime\":1525239801363,\"statusCode\":4001,")
                .doesNotContain("responseData");
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-API-KEY", "X-API-TIMESTAMP", "X-API-NONCE", "X-API-SIGN"})
    void everyHeaderIsNeeded(String header) throws Exception {
        Map<String, String> headers = caller.signed();
        headers.remove(header);
        assertThat(caller.code(headers)).isEqualTo(4001);
        headers.put(header, "");
        assertThat(caller.code(headers)).isEqualTo(4001);
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-API-KEY", "X-API-TIMESTAMP", "X-API-NONCE", "X-API-SIGN"})
    void aHeaderGivenTwiceIsABadRequest(String header) throws Exception {
        Map<String, String> headers = caller.signed();
        HttpRequest.Builder request = caller.request(Caller.BALANCES, headers).header(header, headers.get(header));
        assertThat(Caller.code(caller.send(request.build()).body())).isEqualTo(4000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH"})
    void onlyGetIsSupported(String method) throws Exception {
        HttpRequest.Builder request =
                caller.request(Caller.BALANCES, caller.signed()).method(method, BodyPublishers.noBody());
        assertThat(Caller.code(caller.send(request.build()).body())).isEqualTo(4017);
    }

    @ParameterizedTest
    @ValueSource(strings = {"6w206EGn32NcqOvb", "unknown"})
    void aKeyIsKnownToTheLetterOrNotAtAll(String key) throws Exception {
        assertThat(caller(key, SECRET).code()).isEqualTo(6001);
    }

    @ParameterizedTest
    @ValueSource(strings = {"9999", "00001", "09999", "100000", "-1234", "1234a", "12.45"})
    void aNonceIsAPositiveNumberOfFiveDigits(String nonce) throws Exception {
        Map<String, String> headers = caller.signed(Long.toString(clock.millis()), nonce, "GET" + Caller.BALANCES);
        assertThat(caller.code(headers)).isEqualTo(4018);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10000", "99999"})
    void theFirstAndTheLastNonceAreGood(String nonce) throws Exception {
        assertThat(caller.code(caller.signed(Long.toString(clock.millis()), nonce, "GET" + Caller.BALANCES)))
                .isEqualTo(1000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"now", "-1525239801363", "1525239801363.0", "1525239801363000000000"})
    void aTimestampIsDigits(String timestamp) throws Exception {
        assertThat(caller.code(caller.signed(timestamp, "12345", "GET" + Caller.BALANCES)))
                .isEqualTo(4013);
    }

    @ParameterizedTest
    @CsvSource({"1000, 1000", "1001, 6005", "-4999, 1000", "-5000, 6005", "86400000, 6005", "-86400000, 6005"})
    void aTimestampIsAtMostOneSecondAheadAndLessThanFiveBehind(long millisAhead, int code) throws Exception {
        String timestamp = Long.toString(clock.millis() + millisAhead);
        assertThat(caller.code(caller.signed(timestamp, "12345", "GET" + Caller.BALANCES)))
                .isEqualTo(code);
    }

    @Test
    void aSignatureNeedsTheAccountsOwnSecret() throws Exception {
        assertThat(caller(KEY, SECRET.toLowerCase(Locale.ROOT)).code()).isEqualTo(4003);
    }

    @Test
    void aSignatureIsLowerCase() throws Exception {
        Map<String, String> headers = caller.signed();
        headers.computeIfPresent("X-API-SIGN", (name, sign) -> sign.toUpperCase(Locale.ROOT));
        assertThat(caller.code(headers)).isEqualTo(4003);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST/v1/account/balances", "GET/v1/account/balance", "GET/v1/account/balances?a=b", ""})
    void aSignatureCoversMethodPathAndQuery(String rest) throws Exception {
        assertThat(caller.code(caller.signed(Long.toString(clock.millis()), "12345", rest)))
                .isEqualTo(4003);
    }

    @ParameterizedTest
    @CsvSource({"X-API-NONCE, 54321", "X-API-TIMESTAMP, 1525239801364"})
    void aSignatureCoversNonceAndTimestamp(String header, String value) throws Exception {
        Map<String, String> headers = caller.signed();
        headers.put(header, value);
        assertThat(caller.code(headers)).isEqualTo(4003);
    }

    @Test
    void aSignatureIsForOneUse() throws Exception {
        Map<String, String> headers = caller.signed();
        assertThat(caller.code(headers)).isEqualTo(1000);
        assertThat(caller.code(headers)).isEqualTo(4005);
        clock.move(Duration.ofMillis(4_999));
        assertThat(caller.code(headers)).isEqualTo(4005);
    }

    @Test
    void aNonceIsForOneUseWithinItsTimestampAndKey() throws Exception {
        String now = Long.toString(clock.millis());
        String next = Long.toString(clock.millis() + 1);
        String rest = "GET" + Caller.BALANCES;
        exchange.addAccount("another", SECRET, Holdings.seed());

        assertThat(caller.code(caller.signed(now, "12345", rest))).isEqualTo(1000);
        assertThat(caller.code(caller.signed(next, "12345", rest))).isEqualTo(1000);
        assertThat(caller("another", SECRET).code(caller("another", SECRET).signed(now, "12345", rest)))
                .isEqualTo(1000);
        Map<String, String> sameNonce = caller.signed(now, "12345", rest + "a=b");
        assertThat(Caller.code(caller.send(caller.request(Caller.BALANCES + "?a=b", sameNonce)
                                .build())
                        .body()))
                .isEqualTo(4005);
    }

    @Test
    void aWronglySignedRequestUsesUpNoNonce() throws Exception {
        Map<String, String> forged =
                caller(KEY, "guessed").signed(Long.toString(clock.millis()), "12345", "GET" + Caller.BALANCES);
        assertThat(caller.code(forged)).isEqualTo(4003);
        assertThat(caller.code(caller.signed(Long.toString(clock.millis()), "12345", "GET" + Caller.BALANCES)))
                .isEqualTo(1000);
    }

    @Test
    void parametersAndBodiesAreBadRequestsEvenWhenSigned() throws Exception {
        String now = Long.toString(clock.millis());
        Map<String, String> query = caller.signed(now, "12345", "GET" + Caller.BALANCES + "currency=BTC");
        Map<String, String> body = caller.signed(now, "12346", "GET" + Caller.BALANCES + "currency=BTC");
        HttpRequest.Builder withBody =
                caller.request(Caller.BALANCES, body).method("GET", BodyPublishers.ofString("currency=BTC"));

        assertThat(Caller.code(caller.send(caller.request(Caller.BALANCES + "?currency=BTC", query)
                                .build())
                        .body()))
                .isEqualTo(4000);
        assertThat(Caller.code(caller.send(withBody.build()).body())).isEqualTo(4000);
    }

    @Test
    void theFourthRequestWithinASecondIsRejectedUntilTheFirstIsASecondOld() throws Exception {
        assertThat(caller.code()).isEqualTo(1000);
        clock.move(Duration.ofMillis(500));
        assertThat(caller.code()).isEqualTo(1000);
        assertThat(caller.code()).isEqualTo(1000);
        assertThat(caller.code()).isEqualTo(6004);
        clock.move(Duration.ofMillis(499));
        assertThat(caller.code()).isEqualTo(6004);
        clock.move(Duration.ofMillis(1));
        assertThat(caller.code()).isEqualTo(1000);
        assertThat(caller.code()).isEqualTo(6004);
    }

    @Test
    void theRateIsCountedForEachKey() throws Exception {
        exchange.addAccount("another", "another's", Holdings.seed());
        for (int i = 0; i < 3; i++) {
            assertThat(caller.code()).isEqualTo(1000);
        }
        assertThat(caller.code()).isEqualTo(6004);
        assertThat(caller("another", "another's").code()).isEqualTo(1000);
    }

    @Test
    void aRequestThatFailsAnEarlierCheckDoesNotCountTowardsTheRate() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertThat(caller(KEY, "guessed").code()).isEqualTo(4003);
        }
        assertThat(caller.code()).isEqualTo(1000);
    }
}
