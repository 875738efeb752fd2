package dev.balancehistory.exchange.upbit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.balancehistory.exchange.Credentials;
import dev.balancehistory.exchange.KeyFinding;
import dev.balancehistory.exchange.Moment;
import dev.balancehistory.exchange.contract.AdapterContract;
import dev.balancehistory.exchange.contract.VenueFetch;
import dev.balancehistory.exchange.http.Json;
import dev.balancehistory.exchange.http.Request;
import dev.balancehistory.localexchange.Holdings;
import dev.balancehistory.localexchange.Settings;
import dev.balancehistory.localexchange.venue.TestIdentity;
import dev.balancehistory.localexchange.venue.Venue;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpbitTest extends AdapterContract {
    UpbitTest() {
        super(Upbit.adapter());
    }

    @Test
    void theTokenIsThatOfTheVector() {
        Credentials credentials =
                new Credentials(URI.create("https://api.upbit.com"), "test_access_key", "test_secret_key");
        Moment moment = new Moment(Instant.EPOCH, 0, () -> UUID.fromString("6f5570df-d8bc-4daf-85b4-976733feb624"));

        Request signed = Upbit.signed(Request.get("/v1/accounts"), credentials, moment);

        assertThat(signed.headers())
                .containsOnlyKeys("Authorization")
                .hasEntrySatisfying(
                        "Authorization",
                        token -> assertThat(token)
                                .startsWith("Bearer eyJhbGciOiJIUzUxMiIsInR5cCI6IkpXVCJ9.")
                                .endsWith(
                                        ".dsyektTHdtemUDcQBqO9vFkq_L3SC0XAEsDGIfszcb_-1B23zUNC5he5WGt3Q3rFRfwl7cunkrVjkCP-Z5ZzpA"));
    }

    @Test
    void theExpiryIsThatOfTheRedactedKey() {
        String body = "[{\"access_key\":\"other\",\"expire_at\":\"2026-01-01T00:00:00+00:00\"},"
                + "{\"access_key\":\"*****\",\"expire_at\":\"2027-01-01T12:39:39+00:00\"}]";
        assertThat(Upbit.adapter().keyCheck().reader().apply(Json.parse(body.getBytes(UTF_8))))
                .containsExactly(KeyFinding.expiring(Instant.parse("2027-01-01T12:39:39Z")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]                                                        | it does not list the key of this request",
                "[{\"access_key\":\"other\",\"expire_at\":\"x\"}]          | it does not list the key of this request",
                "[{\"access_key\":\"**\",\"expire_at\":\"2027-01-01\"}]    | its expire_at is not a time with an offset",
                "[{\"access_key\":\"**\"}]                                 | it lacks [0].expire_at",
                "{\"access_key\":\"**\"}                                   | it is not an array"
            })
    void aListOfKeysThatIsNotAsDocumentedIsRejected(String body, String reason) {
        Json json = Json.parse(body.getBytes(UTF_8));
        assertThatThrownBy(() -> Upbit.adapter().keyCheck().reader().apply(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-30T12:39:39Z, ",
        "2026-12-02T12:39:38Z, ",
        "2026-12-02T12:39:39Z, create a new key before that day",
        "2027-02-01T00:00:00Z, create a new key before that day"
    })
    void aKeyThatExpiresWithin30DaysIsAWarning(Instant now, String advice) {
        Instant expires = Instant.parse("2027-01-01T12:39:39Z");
        assertThat(KeyFinding.expiring(expires).at(now))
                .isEqualTo(new KeyFinding("the key expires on 2027-01-01", advice, expires));
    }

    /** The exchange lists the key as it was sent; the body that is read has asterisks for it. */
    @Test
    void theExpiryOfTheKeyIsReadFromTheExchange() throws Exception {
        TestIdentity who = TestIdentity.on(Venue.UPBIT).get(0);
        try (VenueFetch venue = new VenueFetch(who, Settings.strict(), Holdings.seed())) {
            assertThat(venue.examineKey()).singleElement().satisfies(finding -> {
                assertThat(finding.detail()).startsWith("the key expires on 20");
                assertThat(finding.advice()).isNull();
                assertThat(finding.expires()).isAfter(Instant.now().plus(Duration.ofDays(89)));
            });
        }
    }
}
