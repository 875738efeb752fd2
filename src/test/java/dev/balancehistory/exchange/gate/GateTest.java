package dev.balancehistory.exchange.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.exchange.Credentials;
import dev.balancehistory.exchange.Moment;
import dev.balancehistory.exchange.contract.AdapterContract;
import dev.balancehistory.exchange.http.Request;
import java.net.URI;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class GateTest extends AdapterContract {
    private static final Credentials CREDENTIALS =
            new Credentials(URI.create("https://api.gateio.ws"), "key", "secret");

    GateTest() {
        super(Gate.adapter());
    }

    @Test
    void theSignatureIsThatOfTheVector() {
        Request orders = Request.get("/api/v4/futures/orders")
                .query("contract", "BTC_USD")
                .query("status", "finished")
                .query("limit", "50");

        Request signed = Gate.signed(orders, CREDENTIALS, Moment.of(Instant.ofEpochSecond(1541993715)));

        assertThat(signed.headers())
                .containsOnlyKeys("KEY", "Timestamp", "SIGN")
                .containsEntry("KEY", "key")
                .containsEntry("Timestamp", "1541993715")
                .containsEntry(
                        "SIGN",
                        "55f84ea195d6fe57ce62464daaa7c3c02fa9d1dde954e4c898289c9a2407a3d6"
                                + "fb3faf24deff16790d726b66ac9f74526668b13bd01029199cc4fcc522418b8a");
    }

    @Test
    void theSignedTextHasThePlainQueryAndWholeSeconds() {
        Instant late = Instant.parse("2026-11-28T12:00:00.999Z");
        Request plain = Gate.signed(Request.get("/x").query("a", "1,2 测"), CREDENTIALS, Moment.of(late));
        assertThat(plain.queryString()).isEqualTo("a=1%2C2%20%E6%B5%8B");
        assertThat(plain.headers())
                .containsEntry("Timestamp", "1795867200")
                // HMAC-SHA512 with the key "secret" over GET, /x, a=1,2 测, the hash of nothing, and the time.
                .containsEntry(
                        "SIGN",
                        "16f11886ad8a23496f6f6f4f2074d683dabcb1bf9e70fa65a8642b9cd036ff6c20f4f6e89f07a3f442513245e837d19a1ec473534996e103606c397cca961db1");
    }
}
