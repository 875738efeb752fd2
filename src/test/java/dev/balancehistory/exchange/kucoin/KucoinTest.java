package dev.balancehistory.exchange.kucoin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.balancehistory.balance.Balance;
import dev.balancehistory.exchange.Credentials;
import dev.balancehistory.exchange.Disposition;
import dev.balancehistory.exchange.KeyFinding;
import dev.balancehistory.exchange.Moment;
import dev.balancehistory.exchange.Reading;
import dev.balancehistory.exchange.contract.AdapterContract;
import dev.balancehistory.exchange.http.Faults;
import dev.balancehistory.exchange.http.Hmac;
import dev.balancehistory.exchange.http.Json;
import dev.balancehistory.exchange.http.Request;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KucoinTest extends AdapterContract {
    KucoinTest() {
        super(Kucoin.adapter());
    }

    @Override
    protected Secret secret() {
        return new Secret("CANARY7f3a9c51d2e4", "canary-secret-0b8e64f1a7c3", "canary passphrase+/=");
    }

    @Test
    void theCodeOfATextIsThatOfTheVector() {
        assertThat(Hmac.SHA256.base64("test_api_secret".getBytes(UTF_8), "test_plain"))
                .isEqualTo("jie/gxS38wLFFaBwl/cAzFbAzlI8MIny96jSXrB+iP4=");
    }

    @Test
    void requestAndPassphraseAreSignedWithTheSecret() {
        Credentials credentials = new Credentials(
                URI.create("https://api.kucoin.com"), "test_key", "test_api_secret", "test_plain", List.of());
        Request request = Request.get("/api/v1/accounts").query("type", "main");
        String text = "1700000000123GET/api/v1/accounts?type=main";

        assertThat(Kucoin.signed(request, credentials, Moment.of(Instant.ofEpochMilli(1_700_000_000_123L)))
                        .headers())
                .containsOnly(
                        Map.entry("KC-API-KEY", "test_key"),
                        Map.entry("KC-API-TIMESTAMP", "1700000000123"),
                        Map.entry("KC-API-KEY-VERSION", "3"),
                        Map.entry("KC-API-PASSPHRASE", "jie/gxS38wLFFaBwl/cAzFbAzlI8MIny96jSXrB+iP4="),
                        Map.entry("KC-API-SIGN", Hmac.SHA256.base64("test_api_secret".getBytes(UTF_8), text)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"200000\"", "200000"})
    void theCodeIsATextOrANumber(String code) {
        Reading reading = read("{\"code\":" + code + ",\"data\":[{\"currency\":\"BTC\",\"type\":\"main\","
                + "\"balance\":\"1\",\"available\":\"1\"}]}");

        assertThat(reading)
                .isInstanceOfSatisfying(
                        Reading.Success.class,
                        success -> assertThat(success.status()).isEqualTo("200000"));
    }

    @Test
    void aCurrencyCanBeInSeveralAccounts() {
        Reading reading = read("{\"code\":\"200000\",\"data\":["
                + "{\"currency\":\"BTC\",\"type\":\"main\",\"balance\":\"1\",\"available\":\"1\"},"
                + "{\"currency\":\"BTC\",\"type\":\"margin_v2\",\"balance\":\"2\",\"available\":\"0\"}]}");

        assertThat(((Reading.Success) reading).balances())
                .extracting(Balance::wallet)
                .containsExactly("main", "margin_v2");
    }

    @Test
    void anAccountWhoseTypeIsNotAWalletNameIsRejected() {
        assertThat(read("{\"code\":\"200000\",\"data\":["
                        + "{\"currency\":\"BTC\",\"type\":\"Main account\",\"balance\":\"1\",\"available\":\"1\"}]}"))
                .isInstanceOf(Reading.Malformed.class);
    }

    @Test
    void aFullWindowWithoutAStatedEndLastsTenSeconds() {
        Faults faults = Kucoin.adapter().faults();
        assertThat(List.of(faults.of(200, "429000"), faults.of(429, "429000"), faults.of(429, "other")))
                .allSatisfy(fault -> assertThat(fault.disposition()).isEqualTo(Disposition.RATE_LIMITED))
                .allSatisfy(fault -> assertThat(fault.lasts()).isEqualTo(Duration.ofSeconds(10)));
    }

    private static Reading read(String body) {
        return Kucoin.adapter()
                .reader()
                .part(body.getBytes(UTF_8), Instant.EPOCH)
                .reading();
    }

    @Test
    void aKeyWithTheRightGeneralAloneNeedsNoAdvice() {
        assertThat(key("General", "203.0.113.7"))
                .containsExactly(
                        new KeyFinding("the key can only read", null),
                        new KeyFinding("the key is only valid from 203.0.113.7", null));
    }

    @Test
    void aKeyThatCanTradeOrWithdrawIsReported() {
        List<KeyFinding> findings = key("General,Spot,Withdrawal", "");

        assertThat(findings)
                .extracting(KeyFinding::detail)
                .containsExactly(
                        "the key can do more than read: Spot, Withdrawal", "the key is valid from every IP address");
        assertThat(findings.get(0).advice()).startsWith("create a key with the permission General alone");
        assertThat(findings("{\"code\":\"200000\",\"data\":{\"permission\":\"General\",\"isMaster\":true}}"))
                .extracting(KeyFinding::detail)
                .contains("the key is valid from every IP address");
    }

    @Test
    void aRejectedKeyShowsTheCode() {
        assertThatThrownBy(() -> findings("{\"code\":\"400003\",\"msg\":\"KC-API-KEY not exists\"}"))
                .hasMessage("the exchange reports 400003 (KC-API-KEY not exists)");
    }

    private static List<KeyFinding> key(String rights, String addresses) {
        return findings("{\"code\":\"200000\",\"data\":{\"remark\":\"balances\",\"apiVersion\":3,\"permission\":\""
                + rights + "\",\"ipWhitelist\":\"" + addresses + "\",\"isMaster\":true}}");
    }

    private static List<KeyFinding> findings(String body) {
        return Kucoin.adapter().keyCheck().reader().apply(Json.parse(body.getBytes(UTF_8)));
    }
}
