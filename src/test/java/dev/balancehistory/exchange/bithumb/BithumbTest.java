package dev.balancehistory.exchange.bithumb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.exchange.Attempt;
import dev.balancehistory.exchange.Credentials;
import dev.balancehistory.exchange.KeyFinding;
import dev.balancehistory.exchange.Moment;
import dev.balancehistory.exchange.contract.AdapterContract;
import dev.balancehistory.exchange.contract.VenueFetch;
import dev.balancehistory.exchange.http.Classifying;
import dev.balancehistory.exchange.http.Json;
import dev.balancehistory.exchange.http.Request;
import dev.balancehistory.localexchange.Holdings;
import dev.balancehistory.localexchange.Settings;
import dev.balancehistory.localexchange.venue.TestIdentity;
import dev.balancehistory.localexchange.venue.Venue;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BithumbTest extends AdapterContract {
    BithumbTest() {
        super(Bithumb.adapter());
    }

    @Test
    void theTokenIsThatOfTheVector() {
        Credentials credentials =
                new Credentials(URI.create("https://api.bithumb.com"), "test_access_key", "test_secret_key");
        Moment moment = new Moment(
                Instant.ofEpochMilli(1_712_230_310_689L),
                0,
                () -> UUID.fromString("6f5570df-d8bc-4daf-85b4-976733feb624"));

        Request signed = Bithumb.signed(Request.get("/v1/accounts"), credentials, moment);

        assertThat(signed.headers()).containsOnlyKeys("Authorization");
        String[] token = signed.headers().get("Authorization").split("[ .]");
        assertThat(token[0]).isEqualTo("Bearer");
        assertThat(new String(Base64.getUrlDecoder().decode(token[1]), UTF_8))
                .isEqualTo("{\"alg\":\"HS256\",\"typ\":\"JWT\"}");
        assertThat(new String(Base64.getUrlDecoder().decode(token[2]), UTF_8))
                .isEqualTo("{\"access_key\":\"test_access_key\",\"nonce\":\"6f5570df-d8bc-4daf-85b4-976733feb624\","
                        + "\"timestamp\":1712230310689}");
        assertThat(token[3]).isEqualTo("iZ3HKSjx1RiiQ9ouCjqF63H0ip2MYHeXdbzusDW_Aj4");
    }

    @Test
    void anExceededLimitBansTheAddressForFiveMinutes() {
        Attempt attempt = Classifying.of(
                Bithumb.adapter(), 429, "text/plain", "Too many requests".getBytes(UTF_8), Instant.now());
        assertThat(attempt.retryAfter()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void theExpiryIsThatOfTheRedactedKey() {
        String body = "[{\"access_key\":\"other\",\"expire_at\":\"2026-01-01T00:00:00+09:00\"},"
                + "{\"access_key\":\"*****\",\"expire_at\":\"2027-01-01T00:00:00+09:00\"}]";
        assertThat(Bithumb.adapter().keyCheck().reader().apply(Json.parse(body.getBytes(UTF_8))))
                .containsExactly(KeyFinding.expiring(Instant.parse("2026-12-31T15:00:00Z")));
    }

    @Test
    void theExpiryOfTheKeyIsReadFromTheExchange() throws Exception {
        TestIdentity who = TestIdentity.on(Venue.BITHUMB).get(0);
        try (VenueFetch venue = new VenueFetch(who, Settings.strict(), Holdings.seed())) {
            assertThat(venue.examineKey())
                    .singleElement()
                    .satisfies(finding ->
                            assertThat(finding.expires()).isAfter(Instant.now().plus(Duration.ofDays(89))));
        }
    }
}
