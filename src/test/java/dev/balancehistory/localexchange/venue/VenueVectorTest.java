package dev.balancehistory.localexchange.venue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The published vectors, which every check accepts as they are and rejects with another secret. */
class VenueVectorTest {

    private static final String HOST = "localhost";
    private static final String BINANCE = "NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j";
    private static final String ORDER = "side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=0.1&recvWindow=5000"
            + "&timestamp=1499827319559&signature=";
    private static final String COINBASE_KEY = "organizations/test-organization/apiKeys/test-api-key";
    private static final String COINBASE_ED25519 =
            "k0BUni0p0vZG1BdpVjS6ogBJ7kxm630AJ2dN+tuputDOKsRAwgyrpEQLeBtS1znTmzPX6Xr2eOWpzx6nW8knkA==";
    private static final String KOREAN_CLAIMS =
            "{\"access_key\":\"test_access_key\",\"nonce\":\"6f5570df-d8bc-4daf-85b4-976733feb624\"%s}";

    static Stream<Arguments> vectors() {
        return Stream.of(
                vector(Venue.UPBIT, "test_access_key", "test_secret_key", upbit()),
                vector(Venue.BITHUMB, "test_access_key", "test_secret_key", bithumb()),
                vector(
                        Venue.BINANCE,
                        "",
                        BINANCE,
                        get("symbol=LTCBTC&" + ORDER
                                + "c8db56825ae71d6d79447849e617115f4a920fa2acdcab2b053c4b2838bd6b71")),
                vector(
                        Venue.BINANCE,
                        "",
                        BINANCE,
                        get("symbol=%EF%BC%91%EF%BC%92%EF%BC%93%EF%BC%94%EF%BC%95%EF%BC%96&" + ORDER
                                + "e1353ec6b14d888f1164ae9af8228a3dbd508bc82eb867db8ab6046442f33ef3")),
                vector(
                        Venue.BINANCE,
                        "",
                        BINANCE,
                        get("timestamp=1578963600000&signature="
                                + "d84e6641b1e328e7b418fff030caed655c266299c9355e36ce801ed14631eed4")),
                vector(
                        Venue.MEXC,
                        "",
                        "45d0b3c26f2644f19bfb98b07741b2f5",
                        get("symbol=BTCUSDT&side=BUY&type=LIMIT&quantity=1&price=11&recvWindow=5000"
                                + "&timestamp=1644489390087&signature="
                                + "fd3e4e8543c5188531eb7279d68ae7d26a573d0fc5ab0d18eb692451654d837a")),
                vector(
                        Venue.KRAKEN,
                        "",
                        "kQH5HW/8p1uGOVjbgWA7FunAmGO8lsSUXNsu3eow76sz84Q18fWxnyRzBHCd3pd5nE9qa99HAZtuZuj6F1huXg==",
                        VenueClient.call(
                                "POST",
                                HOST,
                                "/0/private/AddOrder",
                                "",
                                "nonce=1616492376594&ordertype=limit&pair=XBTUSD&price=37500&type=buy&volume=1.25",
                                "API-Sign",
                                "4/dpxb3iT4tp/ZCVEwSnEsLxx0bqyhLpdfOpc6fn7OR8+UClSV5n9E6aSS8MPtnRfp32bAb0nmbRn6H8ndwLUQ==")),
                vector(Venue.COINBASE, COINBASE_KEY, COINBASE_ED25519, coinbase()),
                vector(
                        Venue.BYBIT,
                        "test_api_key",
                        "test_secret",
                        VenueClient.call(
                                "GET",
                                HOST,
                                "/v5/order/realtime",
                                "category=linear&symbol=BTCUSDT",
                                "",
                                "X-BAPI-TIMESTAMP",
                                "1700000000000",
                                "X-BAPI-RECV-WINDOW",
                                "5000",
                                "X-BAPI-SIGN",
                                "fd4f31228a46109dc6673062328693696df9a96c7ff04e6491a45e7f63a0fdd7")),
                vector(
                        Venue.OKX,
                        "",
                        "chNOOS4KvNXR_Xq4k4c9qsfoKWvnDecLATCRlcBwyKDYnWgO",
                        okx(
                                "/api/v5/account/balance",
                                "2020-12-08T09:08:57.715Z",
                                "PJ61e1nb2F2Qd7D8SPiaIcx2gjdELc+o0ygzre9z33k=")),
                vector(
                        Venue.OKX,
                        "",
                        "3DC350723E8200C236792784644E17A0",
                        okx(
                                "/api/v5/asset/currencies",
                                "2022-12-27T10:55:09.836Z",
                                "miq5qKL+pRzZJjf0fq0qnUshMuNjvmwHWWyWv0QxsLs=")),
                vector(
                        Venue.BITGET,
                        "",
                        "secret",
                        VenueClient.call(
                                "GET",
                                HOST,
                                "/api/v2/spot/account/assets",
                                "",
                                "",
                                "ACCESS-TIMESTAMP",
                                "1725040472073",
                                "ACCESS-SIGN",
                                "p8vWylxL4JJCyy6B81n82ZEySiWChClCw99FTDocviA=")),
                vector(
                        Venue.GATE,
                        "",
                        "secret",
                        VenueClient.call(
                                "GET",
                                HOST,
                                "/api/v4/futures/orders",
                                "contract=BTC_USD&status=finished&limit=50",
                                "",
                                "Timestamp",
                                "1541993715",
                                "SIGN",
                                "55f84ea195d6fe57ce62464daaa7c3c02fa9d1dde954e4c898289c9a2407a3d6"
                                        + "fb3faf24deff16790d726b66ac9f74526668b13bd01029199cc4fcc522418b8a")),
                vector(
                        Venue.BITSTAMP,
                        "123456",
                        "abcdefg",
                        VenueClient.call(
                                "POST",
                                "www.bitstamp.net",
                                "/api/v2/balance/",
                                "",
                                "",
                                "X-Auth-Nonce",
                                "hijklm",
                                "X-Auth-Timestamp",
                                "1606996800000",
                                "X-Auth-Signature",
                                "eb84d115027532cba9ebab8c692c488284c54551ab4601aa9ce6280187dc9c86")));
    }

    @ParameterizedTest(name = "{0} {3}")
    @MethodSource("vectors")
    void aPublishedVectorIsAccepted(Venue venue, String key, String secret, Call call) {
        assertThat(signedBy(venue, key, secret, call)).isTrue();
    }

    @ParameterizedTest(name = "{0} {3}")
    @MethodSource("vectors")
    void aVectorWithAnotherPathQueryOrSecretIsRejected(Venue venue, String key, String secret, Call call) {
        // A base64 secret stays one.
        String other = secret.charAt(0) + (secret.charAt(1) == 'a' ? "b" : "a") + secret.substring(2);
        assertThat(signedBy(venue, key, other, call)).isFalse();
        if (!call.query().isEmpty()) {
            assertThat(signedBy(venue, key, secret, VenueClient.withQuery(call, "x=1&" + call.query())))
                    .isFalse();
        }
        if (venue == Venue.KRAKEN || venue == Venue.OKX || venue == Venue.BITGET || venue == Venue.BITSTAMP) {
            assertThat(signedBy(venue, key, secret, VenueClient.withPath(call, "/other")))
                    .isFalse();
        }
    }

    @Test
    void theVectorOfCoinbasePassesEveryCheckAtItsTime() {
        VenueApi api = Venue.COINBASE.open(() -> Instant.ofEpochSecond(1_700_000_000), true);
        api.register(COINBASE_KEY, COINBASE_ED25519, "");
        assertThat(api.decide(coinbase()).verdict()).isEqualTo("OK");
    }

    @Test
    void theVectorsOfOkxAndBitgetPassUpToThePassphrase() {
        VenueApi okx = Venue.OKX.open(() -> Instant.parse("2020-12-08T09:09:00Z"), true);
        okx.register("key", "chNOOS4KvNXR_Xq4k4c9qsfoKWvnDecLATCRlcBwyKDYnWgO", "phrase");
        Call balance = okx(
                "/api/v5/account/balance", "2020-12-08T09:08:57.715Z", "PJ61e1nb2F2Qd7D8SPiaIcx2gjdELc+o0ygzre9z33k=");
        Call named = VenueClient.withHeader(balance, "ok-access-key", "key");
        assertThat(okx.decide(VenueClient.withHeader(named, "ok-access-passphrase", "phrase"))
                        .verdict())
                .isEqualTo("OK");
        assertThat(okx.decide(VenueClient.withHeader(named, "ok-access-passphrase", "other"))
                        .verdict())
                .isEqualTo("50105");
    }

    @Test
    void upbitTakesHs512Alone() {
        Call hs256 = token(
                "{\"alg\":\"HS256\",\"typ\":\"JWT\"}",
                KOREAN_CLAIMS.formatted(""),
                "afS9j0a7aZqDpe27SwjQ91YxZOWfh0obrdZAStJ8Ps0");
        assertThat(Jwt.of(hs256).orElseThrow().hmac("SHA256", "test_secret_key"))
                .isTrue();
        assertThat(signedBy(Venue.UPBIT, "test_access_key", "test_secret_key", hs256))
                .isFalse();
    }

    private static boolean signedBy(Venue venue, String key, String secret, Call call) {
        return venue.rules().signedBy(new VenueAccount(key, secret, ""), call);
    }

    private static Arguments vector(Venue venue, String key, String secret, Call call) {
        return Arguments.of(venue, key, secret, call);
    }

    private static Call get(String query) {
        return VenueClient.call("GET", HOST, "/api/v3/order", query, "");
    }

    private static Call okx(String path, String timestamp, String signature) {
        return VenueClient.call(
                "GET", HOST, path, "", "", "OK-ACCESS-TIMESTAMP", timestamp, "OK-ACCESS-SIGN", signature);
    }

    private static Call upbit() {
        return token(
                "{\"alg\":\"HS512\",\"typ\":\"JWT\"}",
                KOREAN_CLAIMS.formatted(""),
                "dsyektTHdtemUDcQBqO9vFkq_L3SC0XAEsDGIfszcb_-1B23zUNC5he5WGt3Q3rFRfwl7cunkrVjkCP-Z5ZzpA");
    }

    private static Call bithumb() {
        return token(
                "{\"alg\":\"HS256\",\"typ\":\"JWT\"}",
                KOREAN_CLAIMS.formatted(",\"timestamp\":1712230310689"),
                "iZ3HKSjx1RiiQ9ouCjqF63H0ip2MYHeXdbzusDW_Aj4");
    }

    private static Call coinbase() {
        return VenueClient.withPath(
                VenueClient.withHeader(
                        token(
                                "{\"alg\":\"EdDSA\",\"typ\":\"JWT\",\"kid\":\"" + COINBASE_KEY
                                        + "\",\"nonce\":\"0123456789abcdef0123456789abcdef\"}",
                                "{\"sub\":\"" + COINBASE_KEY
                                        + "\",\"iss\":\"cdp\",\"nbf\":1700000000,\"exp\":1700000120,"
                                        + "\"uri\":\"GET api.coinbase.com/api/v3/brokerage/accounts\"}",
                                "QQBdMBG6eM67RzlcmhP7PUTAARblY92tIUURjYEwoZwr7ASDhC5VAODre-l_F26wI04eU2lscoUi39_9B4SgDA"),
                        "host",
                        "api.coinbase.com"),
                "/api/v3/brokerage/accounts");
    }

    private static Call token(String header, String claims, String signature) {
        return VenueClient.call(
                "GET",
                HOST,
                "/v1/accounts",
                "",
                "",
                "Authorization",
                "Bearer " + Signers.encoded(header) + "." + Signers.encoded(claims) + "." + signature);
    }
}
