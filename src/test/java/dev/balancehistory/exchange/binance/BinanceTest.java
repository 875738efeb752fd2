package dev.balancehistory.exchange.binance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.balancehistory.exchange.Credentials;
import dev.balancehistory.exchange.KeyFinding;
import dev.balancehistory.exchange.Moment;
import dev.balancehistory.exchange.contract.AdapterContract;
import dev.balancehistory.exchange.http.Adapter;
import dev.balancehistory.exchange.http.Json;
import dev.balancehistory.exchange.http.Request;
import dev.balancehistory.exchange.http.Wallet;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Binance with an HMAC key. */
class BinanceTest extends AdapterContract {
    private static final Credentials PUBLISHED = new Credentials(
            URI.create("https://api.binance.com"),
            "vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A",
            "NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j");

    BinanceTest() {
        super(Binance.adapter());
    }

    @Test
    void theSignatureIsThatOfEachVector() {
        assertThat(signature("LTCBTC")).isEqualTo("c8db56825ae71d6d79447849e617115f4a920fa2acdcab2b053c4b2838bd6b71");
        assertThat(signature("１２３４５６")).isEqualTo("e1353ec6b14d888f1164ae9af8228a3dbd508bc82eb867db8ab6046442f33ef3");
        assertThat(Binance.signature(PUBLISHED, "timestamp=1578963600000"))
                .isEqualTo("d84e6641b1e328e7b418fff030caed655c266299c9355e36ce801ed14631eed4");
    }

    private static String signature(String symbol) {
        Request order = Request.get("/api/v3/order")
                .query("symbol", symbol)
                .query("side", "BUY")
                .query("type", "LIMIT")
                .query("timeInForce", "GTC")
                .query("quantity", "1")
                .query("price", "0.1");
        Request signed = Binance.signed(order, PUBLISHED, Moment.of(Instant.ofEpochMilli(1499827319559L)));
        assertThat(signed.headers()).containsOnlyKeys("X-MBX-APIKEY").containsValue(PUBLISHED.apiKey());
        return signed.query().get(signed.query().size() - 1).value();
    }

    @Test
    void theSignedTextIsTheQueryFollowedByTheBody() {
        Request inBoth = Request.post("/x").field("asset", "测");
        Request signed = Binance.signed(inBoth, PUBLISHED, Moment.of(Instant.EPOCH));
        assertThat(signed.queryString())
                .isEqualTo("recvWindow=5000&timestamp=0&signature="
                        + Binance.signature(PUBLISHED, "recvWindow=5000&timestamp=0asset=%E6%B5%8B"));
    }

    @Test
    void theSpotWalletWeighsTwentyAndTheFundingWalletOne() {
        Adapter adapter = Binance.adapter();
        assertThat(adapter.wallets()).extracting(Wallet::name).containsExactly("spot", "funding");
        assertThat(adapter.wallets())
                .extracting(wallet -> wallet.first().weight())
                .containsExactly(20, 1);
        assertThat(adapter.limits().ip()).singleElement().hasToString("Window[weight=6000, length=PT1M]");
        assertThat(adapter.limits().key()).isEmpty();
    }

    @Test
    void aReadOnlyKeyNeedsNoAdvice() {
        assertThat(findings("\"ipRestrict\":true,\"enableReading\":true,\"enableWithdrawals\":false,\"createTime\":1"))
                .containsExactly(
                        new KeyFinding("the key can only read", null),
                        new KeyFinding("the key is restricted to listed IP addresses", null));
    }

    @Test
    void furtherRightsAreReported() {
        String advice = "disable these rights of the key; the recorder needs Enable Reading alone";
        assertThat(findings("\"ipRestrict\":false,\"enableReading\":true,\"enableFixReadOnly\":true,"
                        + "\"enableSpotAndMarginTrading\":true,\"enableMargin\":false,\"permitsUniversalTransfer\":true,"
                        + "\"enableWithdrawals\":true"))
                .containsExactly(
                        new KeyFinding(
                                "the key can do more than read: enableSpotAndMarginTrading, permitsUniversalTransfer,"
                                        + " enableWithdrawals",
                                advice),
                        new KeyFinding("the key is valid from every IP address", null));
        assertThat(findings("\"ipRestrict\":true,\"enableReading\":false,\"enableRightOfTomorrow\":true"))
                .startsWith(
                        new KeyFinding("the key may not read balances", "enable its right Enable Reading"),
                        new KeyFinding("the key can do more than read: enableRightOfTomorrow", advice));
    }

    @Test
    void aBodyWithoutRightsIsRejected() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> findings("\"ipRestrict\":true"))
                .withMessage("it lacks enableReading");
    }

    private static List<KeyFinding> findings(String fields) {
        return BinanceKey.findings(Json.parse(("{" + fields + "}").getBytes(StandardCharsets.UTF_8)));
    }
}
