package dev.balancehistory.exchange.kraken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.balancehistory.balance.Balance;
import dev.balancehistory.exchange.Credentials;
import dev.balancehistory.exchange.KeyFinding;
import dev.balancehistory.exchange.Moment;
import dev.balancehistory.exchange.Reading;
import dev.balancehistory.exchange.contract.AdapterContract;
import dev.balancehistory.exchange.http.Json;
import dev.balancehistory.exchange.http.Request;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class KrakenTest extends AdapterContract {
    KrakenTest() {
        super(Kraken.adapter());
    }

    @Override
    protected Secret secret() {
        return new Secret("CANARY/KEY+7f3a9c51d2e4", "Q0FOQVJZU0VDUkVULzBiOGU2NGYxYTdjMysr/+8=", "");
    }

    @Test
    void theSignatureIsThatOfTheVector() {
        Credentials credentials = new Credentials(
                URI.create("https://api.kraken.com"),
                "key",
                "kQH5HW/8p1uGOVjbgWA7FunAmGO8lsSUXNsu3eow76sz84Q18fWxnyRzBHCd3pd5nE9qa99HAZtuZuj6F1huXg==");
        // The nonce stands first in the body.
        Request order = Request.post("/0/private/AddOrder")
                .field("nonce", "")
                .field("ordertype", "limit")
                .field("pair", "XBTUSD")
                .field("price", "37500")
                .field("type", "buy")
                .field("volume", "1.25");

        Request signed = Kraken.signed(order, credentials, Moment.of(Instant.EPOCH, 1616492376594L));

        assertThat(signed.body())
                .isEqualTo("nonce=1616492376594&ordertype=limit&pair=XBTUSD&price=37500&type=buy&volume=1.25");
        assertThat(signed.headers())
                .containsOnlyKeys("API-Key", "API-Sign")
                .containsEntry("API-Key", "key")
                .containsEntry(
                        "API-Sign",
                        "4/dpxb3iT4tp/ZCVEwSnEsLxx0bqyhLpdfOpc6fn7OR8+UClSV5n9E6aSS8MPtnRfp32bAb0nmbRn6H8ndwLUQ==");
    }

    @Test
    void aWarningBesideAResultIsNoFailure() {
        assertThat(reading("{\"error\":[\"WGeneral:Slow\"],"
                        + "\"result\":{\"ZUSD\":{\"balance\":\"1.50\",\"hold_trade\":\"0.25\"}}}"))
                .isInstanceOfSatisfying(
                        Reading.Success.class,
                        success -> assertThat(success.balances())
                                .containsExactly(
                                        new Balance("spot", "ZUSD", new BigDecimal("1.50"), new BigDecimal("1.25"))));
        assertThat(reading("{\"error\":[\"WGeneral:Slow\",\"EService:Busy\"]}"))
                .isInstanceOfSatisfying(
                        Reading.Failure.class,
                        failure -> assertThat(failure.status()).isEqualTo("EService:Busy"));
        assertThat(reading("{\"error\":[\"WGeneral:Slow\"]}")).isInstanceOf(Reading.Malformed.class);
    }

    private static Reading reading(String body) {
        return Kraken.adapter()
                .reader()
                .part(body.getBytes(StandardCharsets.UTF_8), Instant.EPOCH)
                .reading();
    }

    @Test
    void aKeyThatCanOnlyQueryNeedsNoAdvice() {
        assertThat(findings("\"permissions\":[\"query-funds\",\"query-ledger\",\"export-data\"],"
                        + "\"valid_until\":\"0\",\"ip_allowlist\":[\"192.0.2.1\"]"))
                .containsExactly(
                        new KeyFinding("the key can only read", null),
                        new KeyFinding("the key is restricted to listed IP addresses", null));
    }

    @Test
    void furtherRightsAreReported() {
        String advice = "disable these rights of the key; the recorder needs Query Funds alone";
        assertThat(findings("\"permissions\":[\"query-funds\",\"modify-trades\",\"withdraw-funds\"],"
                        + "\"valid_until\":1800000000,\"ip_allowlist\":[]"))
                .containsExactly(
                        new KeyFinding("the key can do more than read: modify-trades, withdraw-funds", advice),
                        KeyFinding.expiring(Instant.ofEpochSecond(1_800_000_000)),
                        new KeyFinding("the key is valid from every IP address", null));
        assertThat(findings("\"permissions\":[\"add-funds\"]"))
                .containsExactly(
                        new KeyFinding("the key may not read balances", "enable its right Query Funds"),
                        new KeyFinding("the key can do more than read: add-funds", advice));
    }

    @Test
    void anErrorInPlaceOfTheRightsIsReported() {
        Json error = Json.parse("{\"error\":[\"EAPI:Invalid key\"]}".getBytes(StandardCharsets.UTF_8));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KrakenKey.findings(error))
                .withMessage("it reports EAPI:Invalid key");
    }

    private static List<KeyFinding> findings(String fields) {
        return KrakenKey.findings(
                Json.parse(("{\"error\":[],\"result\":{" + fields + "}}").getBytes(StandardCharsets.UTF_8)));
    }
}
