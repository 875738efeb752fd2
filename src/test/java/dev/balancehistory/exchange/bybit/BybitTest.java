package dev.balancehistory.exchange.bybit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.balancehistory.exchange.Credentials;
import dev.balancehistory.exchange.KeyFinding;
import dev.balancehistory.exchange.Moment;
import dev.balancehistory.exchange.Reading;
import dev.balancehistory.exchange.contract.AdapterContract;
import dev.balancehistory.exchange.http.Json;
import dev.balancehistory.exchange.http.Request;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BybitTest extends AdapterContract {
    private static final Instant NOW = Instant.ofEpochMilli(1_700_000_000_000L);

    BybitTest() {
        super(Bybit.adapter());
    }

    @Test
    void theSignatureIsThatOfTheVector() {
        Credentials credentials = new Credentials(URI.create("https://api.bybit.com"), "test_api_key", "test_secret");
        Request request =
                Request.get("/v5/order/realtime").query("category", "linear").query("symbol", "BTCUSDT");

        assertThat(Bybit.signed(request, credentials, Moment.of(NOW)).headers())
                .containsOnly(
                        Map.entry("X-BAPI-API-KEY", "test_api_key"),
                        Map.entry("X-BAPI-TIMESTAMP", "1700000000000"),
                        Map.entry("X-BAPI-RECV-WINDOW", "5000"),
                        Map.entry("X-BAPI-SIGN", "fd4f31228a46109dc6673062328693696df9a96c7ff04e6491a45e7f63a0fdd7"));
    }

    @Test
    void theTimeOfTheResponseIsThatOfItsLastWallet() {
        Reading reading = read("{\"retCode\":0,\"retMsg\":\"OK\",\"result\":{\"accountType\":\"FUND\",\"balance\":[]},"
                + "\"time\":1700000000456}");

        assertThat(reading)
                .isEqualTo(new Reading.Success(List.of(), Instant.ofEpochMilli(1_700_000_000_456L), "0", "OK"));
    }

    @Test
    void aDebtDoesNotChangeTheWalletBalance() {
        Reading reading = read(unified("{\"coin\":\"SOL\",\"walletBalance\":\"0.5\",\"locked\":\"0.1\","
                + "\"spotBorrow\":\"2\",\"borrowAmount\":\"2.01\",\"equity\":\"-1.51\"}"));

        assertThat(((Reading.Success) reading).balances().get(0)).satisfies(balance -> {
            assertThat(balance.total()).isEqualTo("0.5");
            assertThat(balance.available()).isEqualTo("0.4");
        });
    }

    @Test
    void aListWithoutTheUnifiedAccountIsRejected() {
        assertMalformed("{\"retCode\":0,\"result\":{\"list\":[]},\"time\":1}", "its result.list has 0 accounts");
        assertMalformed(
                "{\"retCode\":0,\"result\":{\"list\":[{\"accountType\":\"CONTRACT\",\"coin\":[]}]},\"time\":1}",
                "its accountType is not UNIFIED");
        assertMalformed(
                "{\"retCode\":0,\"result\":{\"accountType\":\"UNIFIED\",\"balance\":[]},\"time\":1}",
                "its accountType is not FUND");
        assertMalformed(unified("{\"coin\":\"BTC\",\"walletBalance\":\"1\",\"locked\":\"\"}"), "locked");
    }

    @Test
    void theHeaderOfAFullWindowHasItsEnd() {
        assertThat(Bybit.limitEnd(headers("1700000001500"))).isEqualTo(NOW.plusMillis(1_500));
        assertThat(Bybit.limitEnd(headers("soon"))).isNull();
        assertThat(Bybit.limitEnd(HttpHeaders.of(Map.of(), (name, value) -> true)))
                .isNull();
    }

    private static HttpHeaders headers(String reset) {
        return HttpHeaders.of(Map.of("X-Bapi-Limit-Reset-Timestamp", List.of(reset)), (name, value) -> true);
    }

    @Test
    void aReadOnlyKeyForKnownAddressesNeedsNoAdvice() {
        assertThat(key(1, "{\"Spot\":[\"SpotTrade\"],\"Wallet\":[\"AccountTransfer\"]}", "[\"203.0.113.7\"]", -2))
                .containsExactly(
                        new KeyFinding("the key can only read", null),
                        new KeyFinding("the key is only valid from 203.0.113.7", null));
    }

    @Test
    void aKeyThatCanTradeOrWithdrawIsReported() {
        assertThat(key(
                        0,
                        "{\"Spot\":[\"SpotTrade\"],\"Wallet\":[\"Withdraw\"],\"Options\":[]}",
                        "[\"203.0.113.7\"]",
                        -2))
                .first()
                .satisfies(finding -> {
                    assertThat(finding.detail()).isEqualTo("the key can do more than read: SpotTrade, Withdraw");
                    assertThat(finding.advice()).startsWith("create a key with the permission Read-Only alone");
                });
        assertThat(key(0, "{}", "[\"203.0.113.7\"]", -2).get(0).advice()).isNotNull();
    }

    @Test
    void aKeyWithoutAddressesExpires() {
        assertThat(key(1, "{}", "[\"*\"]", 83))
                .extracting(KeyFinding::detail)
                .containsExactly(
                        "the key can only read",
                        "the key is valid from every IP address",
                        "the key expires in 83 days, at 2023-02-05T22:13:20Z");
        assertThat(key(1, "{}", "[\"*\"]", 83).get(2).advice()).isNull();
        assertThat(key(1, "{}", "[\"*\"]", 29).get(2).advice()).startsWith("create a new key");
    }

    @Test
    void aRejectedKeyShowsTheCode() {
        assertThatThrownBy(() -> findings("{\"retCode\":10003,\"retMsg\":\"API key is invalid.\",\"result\":{}}"))
                .hasMessage("the exchange reports 10003 (API key is invalid.)");
    }

    private static List<KeyFinding> key(int readOnly, String permissions, String ips, int days) {
        return findings("{\"retCode\":0,\"retMsg\":\"\",\"result\":{\"readOnly\":" + readOnly + ",\"permissions\":"
                + permissions + ",\"ips\":" + ips + ",\"deadlineDay\":" + days
                + ",\"expiredAt\":\"2023-02-05T22:13:20Z\"},\"time\":1}");
    }

    private static List<KeyFinding> findings(String body) {
        return Bybit.adapter().keyCheck().reader().apply(Json.parse(body.getBytes(UTF_8)));
    }

    private static String unified(String coin) {
        return "{\"retCode\":0,\"retMsg\":\"OK\",\"result\":{\"list\":[{\"accountType\":\"UNIFIED\",\"coin\":[" + coin
                + "]}]},\"time\":1700000000123}";
    }

    private static void assertMalformed(String body, String why) {
        assertThat(read(body))
                .isInstanceOfSatisfying(
                        Reading.Malformed.class,
                        malformed -> assertThat(malformed.reason()).contains(why));
    }

    private static Reading read(String body) {
        return Bybit.adapter().reader().part(body.getBytes(UTF_8), NOW).reading();
    }
}
