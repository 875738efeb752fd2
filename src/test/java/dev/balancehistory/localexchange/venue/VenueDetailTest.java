package dev.balancehistory.localexchange.venue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.localexchange.venue.VenueClient.Identity;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The checks that only one exchange makes. */
class VenueDetailTest {

    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00.250Z");
    private static final Identity WHO = new Identity("key", TestKeys.krakenSecret(), "phrase");
    private static final String ACCOUNT = "/api/v3/account";

    @ParameterizedTest
    @CsvSource({
        "BINANCE, recvWindow=60000, 60000, OK",
        "BINANCE, recvWindow=60000, 60001, -1021",
        "BINANCE, recvWindow=60001, 0, -1102",
        "BINANCE, recvWindow=100, 101, -1021",
        "BINANCE, omitZeroBalances=yes, 0, -1102",
        "BINANCE, omitZeroBalances=true&omitZeroBalances=true, 0, -1102",
        "MEXC, recvWindow=60000, 60001, 700003",
        "MEXC, recvWindow=, 0, 400"
    })
    void theWindowOfBinanceIsTheClientsUpToAMinute(Venue venue, String query, int age, String verdict) {
        Call call = Signers.query("GET", venue == Venue.MEXC ? "X-MEXC-APIKEY" : "X-MBX-APIKEY")
                .sign(WHO, NOW.minusMillis(age), "localhost", ACCOUNT, query);
        assertThat(verdict(venue, call)).isEqualTo(verdict);
    }

    @Test
    void theSignatureOfBinanceComesLastInEitherCase() {
        Call good = Signers.query("GET", "X-MBX-APIKEY").sign(WHO, NOW, "localhost", ACCOUNT, "recvWindow=5000");
        int start = good.query().indexOf("&signature=");
        String signature = good.query().substring(start + 1);
        Call first = VenueClient.withQuery(good, signature + "&" + good.query().substring(0, start));
        Call upper = VenueClient.withQuery(
                good,
                good.query().substring(0, start)
                        + signature.toUpperCase(Locale.ROOT).replace("SIGNATURE", "&signature"));
        assertThat(verdict(Venue.BINANCE, first)).isEqualTo("-1022");
        assertThat(verdict(Venue.BINANCE, upper)).isEqualTo("OK");
        assertThat(verdict(Venue.MEXC, VenueClient.withHeader(upper, "x-mexc-apikey", "key")))
                .isEqualTo("700002");
    }

    @Test
    void aNonceOfKrakenRisesForEachKeyAlone() {
        VenueApi api = open(Venue.KRAKEN);
        api.register("another", WHO.secret(), "");
        assertThat(api.decide(kraken(WHO, NOW)).verdict()).isEqualTo("OK");
        assertThat(api.decide(kraken(WHO, NOW.plusNanos(1_000))).verdict()).isEqualTo("OK");
        assertThat(api.decide(kraken(WHO, NOW)).verdict()).isEqualTo("EAPI:Invalid nonce");
        assertThat(api.decide(kraken(WHO.withKey("another"), NOW)).verdict()).isEqualTo("OK");
        // A key that has seen nanoseconds takes microseconds never again.
        Instant asNanoseconds = Instant.ofEpochSecond(NOW.getEpochSecond() * 1_000);
        assertThat(api.decide(kraken(WHO, asNanoseconds)).verdict()).isEqualTo("OK");
        assertThat(api.decide(kraken(WHO, NOW.plusSeconds(60))).verdict()).isEqualTo("EAPI:Invalid nonce");
    }

    @ParameterizedTest
    @CsvSource({
        "18446744073709551615, OK",
        "18446744073709551616, EAPI:Invalid nonce",
        "-1, EAPI:Invalid nonce",
        "1.5, EAPI:Invalid nonce",
        "0, EAPI:Invalid nonce"
    })
    void aNonceOfKrakenHas64Bits(String nonce, String verdict) {
        Call good = kraken(WHO, NOW);
        String body = "nonce=" + nonce;
        byte[] text = Macs.joined(good.path().getBytes(UTF_8), Macs.digest("SHA-256", nonce + body));
        String sign = Macs.base64(Macs.hmac("SHA512", Base64.getDecoder().decode(WHO.secret()), text));
        Call call = new Call(
                "POST",
                good.path(),
                "",
                VenueClient.withHeader(good, "api-sign", sign).headers(),
                body);
        assertThat(verdict(Venue.KRAKEN, call)).isEqualTo(verdict);
    }

    @Test
    void fiveWrongSignaturesInARowLockAKeyOfKrakenForAQuarterOfAnHour() {
        AtomicReference<Instant> now = new AtomicReference<>(NOW);
        VenueApi api = Venue.KRAKEN.open(now::get, true);
        api.register(WHO.key(), WHO.secret(), "");
        Call forged = VenueClient.withHeader(kraken(WHO, NOW), "api-sign", "x");
        for (int i = 0; i < 5; i++) {
            assertThat(api.decide(forged).verdict()).isEqualTo("EAPI:Invalid signature");
        }
        now.set(NOW.plusSeconds(899));
        assertThat(api.decide(kraken(WHO, NOW)).verdict()).isEqualTo("EGeneral:Temporary lockout");
        now.set(NOW.plusSeconds(900));
        assertThat(api.decide(kraken(WHO, NOW)).verdict()).isEqualTo("OK");
    }

    @Test
    void aKeyWithoutAnyRightCanStillBeLookedAt() {
        VenueApi api = open(Venue.KRAKEN);
        api.permit("key", Set.of());
        Call call = Signers.kraken().sign(WHO, NOW, "localhost", "/0/private/GetApiKeyInfo", "");
        assertThat(api.decide(call).verdict()).isEqualTo("OK");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-28T12:00:00Z, 50112",
        "2026-11-28T12:00:00.250, 50112",
        "1795867200250, 50112",
        "2026-02-30T12:00:00.250Z, 50112",
        "2026-11-28T11:59:29.249Z, 50102",
        "2026-11-28T12:00:00.250Z, 50113"
    })
    void theTimeOfOkxHasMillisecondsAndAZ(String timestamp, String verdict) {
        Call good = Signers.okx().sign(WHO, NOW.plusMillis(1), "localhost", "/api/v5/account/balance", "");
        assertThat(verdict(Venue.OKX, VenueClient.withHeader(good, "ok-access-timestamp", timestamp)))
                .isEqualTo(verdict);
    }

    @Test
    void aKeyOfOkxForRealTradingIsNoDemoKey() {
        Call good = Signers.okx().sign(WHO, NOW, "localhost", "/api/v5/account/balance", "");
        assertThat(verdict(Venue.OKX, VenueClient.withHeader(good, "x-simulated-trading", "1")))
                .isEqualTo("50101");
    }

    @ParameterizedTest
    @CsvSource({"kc-api-passphrase, phrase, 400004", "kc-api-key-version, 1, 400001", "kc-api-key-version, 3, OK"})
    void thePassphraseOfKucoinIsSigned(String header, String value, String verdict) {
        Call good = Signers.kucoin("2").sign(WHO, NOW, "localhost", "/api/v1/accounts", "");
        assertThat(verdict(Venue.KUCOIN, VenueClient.withHeader(good, header, value)))
                .isEqualTo(verdict);
    }

    @Test
    void bitstampTakesNoContentTypeWithoutABodyAndSignsItsHost() {
        Call good = Signers.bitstamp().sign(WHO, NOW, "localhost", "/api/v2/account_balances/", "");
        assertThat(verdict(Venue.BITSTAMP, VenueClient.withHeader(good, "content-type", "application/json")))
                .isEqualTo("400");
        assertThat(verdict(Venue.BITSTAMP, VenueClient.withHeader(good, "host", "localhost:8080")))
                .isEqualTo("OK");
        assertThat(verdict(Venue.BITSTAMP, VenueClient.withHeader(good, "host", "www.bitstamp.net")))
                .isEqualTo("API0005");
    }

    @Test
    void aHeaderSentTwiceIsOfNoUse() {
        Call good = Signers.okx().sign(WHO, NOW, "localhost", "/api/v5/account/balance", "");
        Call twice = VenueClient.withHeader(good, "ok-access-key", "key,key");
        assertThat(verdict(Venue.OKX, twice)).isEqualTo("50111");
    }

    private static Call kraken(Identity who, Instant at) {
        return Signers.kraken().sign(who, at, "localhost", "/0/private/BalanceEx", "");
    }

    private static String verdict(Venue venue, Call call) {
        return open(venue).decide(call).verdict();
    }

    private static VenueApi open(Venue venue) {
        VenueApi api = venue.open(() -> NOW, true);
        api.register(WHO.key(), WHO.secret(), WHO.passphrase());
        return api;
    }
}
