package dev.balancehistory.exchange.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.exchange.Attempt;
import dev.balancehistory.exchange.Disposition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultTableTest {
    private static final Instant NOW = Instant.parse("2023-11-14T22:13:00Z");

    private static final FaultTable TABLE = FaultTable.EMPTY
            .http(403, Disposition.BANNED, "", Duration.ofMinutes(10))
            .code(418, "-1003", Disposition.BANNED, "")
            .code("-1003", Disposition.RATE_LIMITED, "send less")
            .prefixWithTime("Throttled: ", Disposition.RATE_LIMITED, "")
            .prefix("EAPI:", Disposition.CREDENTIALS_REJECTED, "check the key")
            .http(401, Disposition.CREDENTIALS_REJECTED, "");

    @ParameterizedTest
    @CsvSource({
        "429, -1003, RATE_LIMITED",
        "418, -1003, BANNED",
        "200, -1003, RATE_LIMITED",
        "403, -1003, RATE_LIMITED",
        "403, , BANNED",
        "403, other, BANNED",
        "200, EAPI:Invalid key, CREDENTIALS_REJECTED",
        "200, EAP, UNDOCUMENTED",
        "401, unknown, CREDENTIALS_REJECTED",
        "400, unknown, UNDOCUMENTED",
        "400, , UNDOCUMENTED",
        "429, unknown, TRANSIENT",
        "408, , TRANSIENT",
        "500, unknown, TRANSIENT",
        "599, , TRANSIENT",
        "302, , UNDOCUMENTED"
    })
    void theCodeAppliesBeforeTheStatus(int http, @Nullable String code, Disposition disposition) {
        assertThat(TABLE.of(http, code).disposition()).isEqualTo(disposition);
    }

    @Test
    void theAdviceEndsTheMessage() {
        assertThat(attempt(200, "{\"code\":\"EAPI:Invalid key\"}").response().reason())
                .isEqualTo("the exchange reports EAPI:Invalid key: check the key");
        assertThat(attempt(429, "{\"code\":-1003}").response().reason())
                .isEqualTo("the exchange reports -1003: send less");
    }

    @Test
    void aTimeInTheCodeIsTheEndOfTheWait() {
        // 1,700,000,000 is 22:13:20.
        assertThat(attempt(200, "{\"code\":\"Throttled: 1700000000\"}").retryAfter())
                .isEqualTo(Duration.ofMillis(19_800));
        assertThat(attempt(200, "{\"code\":\"Throttled: 1600000000\"}").retryAfter())
                .isNull();
        assertThat(attempt(200, "{\"code\":\"Throttled: soon\"}").retryAfter()).isNull();
    }

    @Test
    void aBanLastsAsLongAsTheDocumentsState() {
        assertThat(attempt(403, "no").retryAfter()).isEqualTo(Duration.ofMinutes(10));
        assertThat(attempt(418, "{\"code\":-1003}").retryAfter()).isNull();
    }

    private static Attempt attempt(int http, String body) {
        Adapter adapter = Adapter.named("x", "https://x.example")
                .wallet("spot", Request.get("/"))
                .signedBy((request, credentials, moment) -> request)
                .readBy(new JsonReader(
                        "x/1", json -> json.isArray() ? Part.of(List.of()) : Part.fault(json.code("code"), "")))
                .faults(TABLE)
                .build();
        return Classifying.of(adapter, http, "application/json", body.getBytes(UTF_8), NOW);
    }
}
