package dev.balancehistory.exchange.mexc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.exchange.Credentials;
import dev.balancehistory.exchange.Moment;
import dev.balancehistory.exchange.contract.AdapterContract;
import dev.balancehistory.exchange.http.Request;
import java.net.URI;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MexcTest extends AdapterContract {
    MexcTest() {
        super(Mexc.adapter());
    }

    @Test
    void theSignatureIsThatOfTheVector() {
        Credentials credentials =
                new Credentials(URI.create("https://api.mexc.com"), "key", "45d0b3c26f2644f19bfb98b07741b2f5");
        Request order = Request.get("/api/v3/order")
                .query("symbol", "BTCUSDT")
                .query("side", "BUY")
                .query("type", "LIMIT")
                .query("quantity", "1")
                .query("price", "11");

        Request signed = Mexc.signed(order, credentials, Moment.of(Instant.ofEpochMilli(1644489390087L)));

        assertThat(signed.queryString())
                .isEqualTo("symbol=BTCUSDT&side=BUY&type=LIMIT&quantity=1&price=11&recvWindow=5000"
                        + "&timestamp=1644489390087"
                        + "&signature=fd3e4e8543c5188531eb7279d68ae7d26a573d0fc5ab0d18eb692451654d837a");
        assertThat(signed.headers()).containsOnlyKeys("X-MEXC-APIKEY").containsValue("key");
    }
}
