package dev.balancehistory.exchange.okx;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.balancehistory.exchange.Credentials;
import dev.balancehistory.exchange.KeyFinding;
import dev.balancehistory.exchange.Moment;
import dev.balancehistory.exchange.Reading;
import dev.balancehistory.exchange.contract.AdapterContract;
import dev.balancehistory.exchange.http.Json;
import dev.balancehistory.exchange.http.Part;
import dev.balancehistory.exchange.http.Request;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OkxTest extends AdapterContract {
    private static final Request BALANCE = Request.get("/api/v5/account/balance");

    OkxTest() {
        super(Okx.adapter());
    }

    @Override
    protected Secret secret() {
        return new Secret("CANARY-KEY-7f3a9c51d2e4", "CANARYSECRET0B8E64F1A7C3", "canary passphrase+/=");
    }

    @Test
    void theHeadersAreThoseOfTheVectorForTheBalance() {
        Credentials credentials = credentials("chNOOS4KvNXR_Xq4k4c9qsfoKWvnDecLATCRlcBwyKDYnWgO");

        assertThat(Okx.signed(BALANCE, credentials, at("2020-12-08T09:08:57.715Z"))
                        .headers())
                .containsOnly(
                        Map.entry("OK-ACCESS-KEY", "key"),
                        Map.entry("OK-ACCESS-TIMESTAMP", "2020-12-08T09:08:57.715Z"),
                        Map.entry("OK-ACCESS-PASSPHRASE", "pass phrase"),
                        Map.entry("OK-ACCESS-SIGN", "PJ61e1nb2F2Qd7D8SPiaIcx2gjdELc+o0ygzre9z33k="));
    }

    @Test
    void theSignatureIsThatOfTheVectorForTheCurrencies() {
        Credentials credentials = credentials("3DC350723E8200C236792784644E17A0");

        assertThat(Okx.signed(Request.get("/api/v5/asset/currencies"), credentials, at("2022-12-27T10:55:09.836Z"))
                        .headers())
                .containsEntry("OK-ACCESS-SIGN", "miq5qKL+pRzZJjf0fq0qnUshMuNjvmwHWWyWv0QxsLs=");
    }

    @ParameterizedTest
    @CsvSource({
        "2020-12-08T09:08:57Z, 2020-12-08T09:08:57.000Z",
        "2020-12-08T09:08:57.700Z, 2020-12-08T09:08:57.700Z",
        "2020-12-08T09:08:57.715999Z, 2020-12-08T09:08:57.715Z"
    })
    void theTimeAlwaysHasThreeDecimals(String now, String sent) {
        assertThat(Okx.signed(BALANCE, credentials("secret"), at(now)).headers())
                .containsEntry("OK-ACCESS-TIMESTAMP", sent);
    }

    private static Moment at(String time) {
        return Moment.of(Instant.parse(time));
    }

    private static Credentials credentials(String secret) {
        return new Credentials(URI.create("https://www.okx.com"), "key", secret, "pass phrase", List.of());
    }

    @ParameterizedTest
    @CsvSource({
        "'\"cashBal\":\"1\",\"eq\":\"2\",\"availBal\":\"3\",\"availEq\":\"4\"', 1, 3",
        "'\"cashBal\":\"\",\"eq\":\"2\",\"availBal\":\"\",\"availEq\":\"4\"', 2, 4",
        "'\"cashBal\":\"1\",\"eq\":\"2\",\"availBal\":\"\",\"availEq\":\"4\"', 1, 4",
        "'\"eq\":\"2\",\"availBal\":\"3\",\"availEq\":null', 2, 3"
    })
    void theEquityReplacesAnEmptyBalance(String fields, String total, String available) {
        Reading reading = read(trading(fields));

        assertThat(((Reading.Success) reading).balances()).singleElement().satisfies(balance -> {
            assertThat(balance.total()).isEqualTo(total);
            assertThat(balance.available()).isEqualTo(available);
        });
    }

    @Test
    void aCurrencyWithoutAnyBalanceIsRejected() {
        for (String fields : List.of(
                "\"cashBal\":\"\",\"eq\":\"\",\"availBal\":\"3\",\"availEq\":\"4\"",
                "\"cashBal\":\"1\",\"eq\":\"2\",\"availBal\":\"\",\"availEq\":\"\"",
                "\"availBal\":\"3\"")) {
            assertThat(read(trading(fields))).as(fields).isInstanceOf(Reading.Malformed.class);
        }
    }

    @Test
    void anEmptyListIsAFundingAccountAndNotATradingAccount() {
        assertThat(part("{\"code\":\"0\",\"msg\":\"\",\"data\":[]}").wallet()).isEqualTo("funding");
        assertThat(part("{\"code\":\"0\",\"msg\":\"\",\"data\":[{\"details\":[]}]}")
                        .wallet())
                .isEqualTo("trading");
    }

    @Test
    void twoTradingAccountsAreRejected() {
        assertThat(read("{\"code\":\"0\",\"msg\":\"\",\"data\":[{\"details\":[]},{\"details\":[]}]}"))
                .isInstanceOfSatisfying(
                        Reading.Malformed.class,
                        malformed -> assertThat(malformed.reason()).startsWith("its data has 2 accounts instead of 1"));
    }

    @Test
    void anElementOfAnotherKindIsRejected() {
        assertThat(read("{\"code\":\"0\",\"msg\":\"\",\"data\":[{\"uid\":\"1\",\"perm\":\"read_only\"}]}"))
                .isInstanceOfSatisfying(
                        Reading.Malformed.class,
                        malformed -> assertThat(malformed.reason()).contains("data[0]"));
    }

    private static String trading(String fields) {
        return "{\"code\":\"0\",\"msg\":\"\",\"data\":[{\"details\":[{\"ccy\":\"BTC\"," + fields + "}]}]}";
    }

    private static Reading read(String body) {
        return part(body).reading();
    }

    private static Part part(String body) {
        return Okx.adapter().reader().part(body.getBytes(UTF_8), Instant.EPOCH);
    }

    @Test
    void aReadOnlyKeyForKnownAddressesNeedsNoAdvice() {
        assertThat(key("read_only", "203.0.113.7,203.0.113.8"))
                .containsExactly(
                        new KeyFinding("the key can only read", null),
                        new KeyFinding("the key is only valid from 203.0.113.7, 203.0.113.8", null));
    }

    @Test
    void aKeyThatCanTradeOrWithdrawIsReported() {
        List<KeyFinding> findings = key("read_only,trade,withdraw", "");

        assertThat(findings)
                .extracting(KeyFinding::detail)
                .containsExactly(
                        "the key can do more than read: trade, withdraw", "the key is valid from every IP address");
        assertThat(findings.get(0).advice()).startsWith("create a key with the permission Read alone");
    }

    @Test
    void aRejectedKeyShowsTheCode() {
        assertThatThrownBy(() -> findings("{\"code\":\"50111\",\"msg\":\"Invalid OK-ACCESS-KEY\",\"data\":[]}"))
                .hasMessage("the exchange reports 50111 (Invalid OK-ACCESS-KEY)");
        assertThatThrownBy(() -> findings("{\"code\":\"0\",\"msg\":\"\",\"data\":[]}"))
                .hasMessage("its data has 0 elements instead of 1");
    }

    private static List<KeyFinding> key(String rights, String addresses) {
        return findings("{\"code\":\"0\",\"msg\":\"\",\"data\":[{\"uid\":\"1\",\"acctLv\":\"1\",\"perm\":\"" + rights
                + "\",\"ip\":\"" + addresses + "\"}]}");
    }

    private static List<KeyFinding> findings(String body) {
        return Okx.adapter().keyCheck().reader().apply(Json.parse(body.getBytes(UTF_8)));
    }
}
