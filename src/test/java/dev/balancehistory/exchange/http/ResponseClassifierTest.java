package dev.balancehistory.exchange.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.balance.ResponseState;
import dev.balancehistory.exchange.Attempt;
import dev.balancehistory.exchange.Credentials;
import dev.balancehistory.exchange.Disposition;
import dev.balancehistory.exchange.bitfront.Bitfront;
import dev.balancehistory.exchange.bitfront.Reasons;
import dev.balancehistory.exchange.bitfront.Sample;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseClassifierTest {
    private static final ResponseClassifier CLASSIFIER =
            new ResponseClassifier(Bitfront.adapter(), Sample.TIME, Sample.TIME.plusMillis(200));
    private static final Secrets SECRETS = Secrets.of(
            new Credentials(URI.create("https://openapi.example.com"), "CANARYKEY", "CANARYSECRET"),
            Request.get("/"),
            Request.get("/"));
    private static final String GOOD = Sample.listing("[" + Sample.ENTRY + "]");

    @ParameterizedTest
    @Tag("H5")
    @ValueSource(ints = {408, 429, 500, 502, 503, 504})
    void aTemporaryHttpErrorIsRetried(int status) {
        for (String body :
                new String[] {"", "null", "[]", "<html>Service unavailable</html>", "{}", "{\"error\":", GOOD}) {
            Attempt attempt = classified(status, "text/html", body);
            assertThat(attempt.disposition()).isEqualTo(Disposition.TRANSIENT);
            assertThat(attempt.response().state()).isEqualTo(ResponseState.FAILED);
            assertThat(attempt.response().reason()).startsWith("HTTP " + status + " text/html");
            assertThat(attempt.response().responseTime()).isNull();
        }
    }

    @ParameterizedTest
    @Tag("H5")
    @ValueSource(
            ints = {201, 202, 203, 204, 206, 400, 401, 403, 404, 405, 410, 413, 418, 421, 425, 451, 501, 505, 520, 999})
    void everyOtherHttpStatusIsUndocumented(int status) {
        for (String body : new String[] {"", "<html>No</html>", "{\"message\":\"no\"}", GOOD}) {
            Attempt attempt = classified(status, "", body);
            assertThat(attempt.disposition()).isEqualTo(Disposition.UNDOCUMENTED);
            assertThat(attempt.response().state()).isEqualTo(ResponseState.FAILED);
            assertThat(attempt.response().reason()).startsWith("HTTP " + status);
        }
    }

    @ParameterizedTest
    @Tag("H8")
    @ValueSource(ints = {300, 301, 302, 303, 304, 307, 308})
    void aRedirectIsReportedAndNotFollowed(int status) {
        Attempt attempt = classified(status, "", "");
        assertThat(attempt.disposition()).isEqualTo(Disposition.UNDOCUMENTED);
        assertThat(attempt.response().reason()).isEqualTo("HTTP " + status + " (a redirect, which is not followed)");
    }

    @ParameterizedTest
    @CsvSource({
        "400, 4000, UNEXPECTED",
        "401, 4003, CREDENTIALS_REJECTED",
        "403, 6003, CREDENTIALS_REJECTED",
        "403, 6005, CLOCK_REJECTED",
        "429, 6004, RATE_LIMITED",
        "500, 5000, TRANSIENT",
        "500, 4005, NONCE_REJECTED",
        "302, 5000, TRANSIENT"
    })
    void theCodeOfTheExchangePrevailsOverTheHttpStatus(int status, int code, Disposition disposition) {
        Attempt attempt = classified(status, "application/json", Sample.failure(code, "\"why\""));
        assertThat(attempt.disposition()).isEqualTo(disposition);
        assertThat(attempt.response().status()).isEqualTo(Integer.toString(code));
        assertThat(attempt.response().reason()).startsWith("the exchange reports " + code + " (why)");
    }

    @Test
    @Tag("H5")
    void anHttpErrorIsShownWithItsTypeAndItsBeginning() {
        Attempt attempt = classified(
                503, "text/html; charset=\u001b[31mutf-8", "\r\n<h1>\u202eDown\u0000</h1>" + "x".repeat(5_000));
        assertThat(attempt.response().reason())
                .isEqualTo("HTTP 503 text/html; charset=?[31mutf-8: <h1>?Down?</h1>" + "x".repeat(64) + "…");
    }

    @ParameterizedTest
    @Tag("H5")
    @ValueSource(strings = {"", "null", "[]", "<html>Log in</html>", "{}", "{\"timezone\":\"GMT\"}"})
    void aMalformedBodyIsStoredAsReceivedForTheStepThatRecords(String body) {
        Attempt attempt = classified(200, "text/html", body);
        assertThat(attempt.disposition()).isEqualTo(Disposition.SUCCESS);
        assertThat(attempt.response().state()).isEqualTo(ResponseState.RECEIVED);
        assertThat(attempt.response().reason()).isNull();
        assertThat(attempt.response().body().bytes()).asString().isEqualTo(body);
        assertThat(attempt.response().status()).isNull();
        assertThat(attempt.response().timeSource()).isNull();
    }

    @Test
    @Tag("H3")
    void aTruncatedBodyIsTransient() {
        Attempt attempt = classified(200, "application/json", GOOD.substring(0, 100));
        assertThat(attempt.disposition()).isEqualTo(Disposition.TRANSIENT);
        assertThat(attempt.response().state()).isEqualTo(ResponseState.FAILED);
        assertThat(attempt.response().reason())
                .startsWith("the response is malformed: it is truncated; it begins: {\"timezone\"");
    }

    @Test
    @Tag("H4")
    void theBeginningOfAFailedResponseIsStored() {
        Attempt attempt = classified(500, "text/plain", "x".repeat(100_000));
        assertThat(attempt.response().body().bytes()).hasSize(64 * 1024);
        assertThat(classified(200, "", GOOD + " ".repeat(100_000))
                        .response()
                        .body()
                        .bytes())
                .hasSize(GOOD.length() + 100_000);
    }

    @Test
    @Tag("H1")
    void theReasonForAMissingConnectionIsReported() {
        URI uri = URI.create("https://openapi.example.com/v1/account/balances");
        assertThat(CLASSIFIER
                        .ofNoResponse(uri, new ConnectException(), SECRETS)
                        .response()
                        .reason())
                .isEqualTo("no response from openapi.example.com: connection refused");
        assertThat(CLASSIFIER
                        .ofNoResponse(uri, new ConnectException("Network is unreachable"), SECRETS)
                        .response()
                        .reason())
                .isEqualTo("no response from openapi.example.com: Network is unreachable");
        assertThat(CLASSIFIER
                        .ofNoResponse(uri, new IOException("odd\r\n" + "x".repeat(999)), SECRETS)
                        .response()
                        .reason())
                .startsWith("no response from openapi.example.com: odd??xxx")
                .hasSizeLessThan(300);
    }

    @Test
    void aMessageOfTheExchangeForgesNoLine() {
        Attempt attempt =
                classified(200, "", Sample.failure(6001, "\"no\\r\\n2026-01-01 INFO all is well\\u001b[2J\""));
        assertThat(attempt.response().reason())
                .isEqualTo(
                        "the exchange reports 6001 (no??2026-01-01 INFO all is well?[2J): check the key and its permissions");
        assertThat(attempt.response().statusMessage()).isEqualTo("no??2026-01-01 INFO all is well?[2J");
    }

    @ParameterizedTest
    @CsvSource({
        // The date is that of the second, and the request took 200 ms.
        "-6001, CLOCK_REJECTED",
        "-6000, CREDENTIALS_REJECTED",
        "0, CREDENTIALS_REJECTED",
        "5200, CREDENTIALS_REJECTED",
        "5201, CLOCK_REJECTED"
    })
    void theDateDecidesWhetherCredentialsOrTheClockAreTheReason(long millis, Disposition disposition) {
        Duration tolerance = Duration.ofSeconds(5);
        FaultTable faults = FaultTable.EMPTY
                .credentialsOrClock(401, "check the key", tolerance)
                .credentialsOrClock("6001", "check the key", tolerance);
        Instant requestedAt = Instant.parse("2026-01-01T00:00:10Z");
        Adapter adapter = Adapter.named("example", "https://api.example.com")
                .wallet("spot", Request.get("/accounts"))
                .signedBy((request, credentials, moment) -> request)
                .readBy(Bitfront.adapter().reader())
                .faults(faults)
                .build();

        String advice = disposition == Disposition.CLOCK_REJECTED ? "" : ": check the key";
        ResponseClassifier classifier = new ResponseClassifier(adapter, requestedAt, requestedAt.plusMillis(200));
        Attempt byStatus =
                classifier.of(dated(401, "", requestedAt.plusMillis(millis))).attempt();
        Attempt byCode = classifier
                .of(dated(200, Sample.failure(6001, "\"no\""), requestedAt.plusMillis(millis)))
                .attempt();

        assertThat(List.of(byStatus.disposition(), byCode.disposition())).containsOnly(disposition);
        assertThat(byStatus.response().reason()).isEqualTo("HTTP 401" + advice);
        assertThat(byCode.response().reason()).isEqualTo("the exchange reports 6001 (no)" + advice);
    }

    private static HttpBody dated(int status, String body, Instant date) {
        return new HttpBody(
                status, "", Sample.bytes(body), null, date, HttpHeaders.of(Map.of(), (name, value) -> true));
    }

    private static Attempt classified(int status, String contentType, String body) {
        Attempt attempt = Classifying.of(Bitfront.adapter(), status, contentType, Sample.bytes(body), Sample.TIME);
        if (attempt.response().reason() != null) {
            Reasons.assertFitToBeShown(attempt.response().reason());
        }
        return attempt;
    }
}
