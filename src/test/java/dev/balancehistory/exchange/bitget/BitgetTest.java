package dev.balancehistory.exchange.bitget;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.exchange.Credentials;
import dev.balancehistory.exchange.Moment;
import dev.balancehistory.exchange.Reading;
import dev.balancehistory.exchange.contract.AdapterContract;
import dev.balancehistory.exchange.http.Request;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BitgetTest extends AdapterContract {
    private static final Instant NOW = Instant.ofEpochMilli(1_700_000_000_000L);

    BitgetTest() {
        super(Bitget.adapter());
    }

    @Override
    protected Secret secret() {
        return new Secret("CANARY_7f3a9c51d2e4", "canarysecret0b8e64f1a7c3", "canary passphrase+/=");
    }

    @Test
    void theHeadersAreThoseOfTheVector() {
        Credentials credentials =
                new Credentials(URI.create("https://api.bitget.com"), "key", "secret", "pass phrase", List.of());
        Moment moment = Moment.of(Instant.ofEpochMilli(1_725_040_472_073L));

        assertThat(Bitget.signed(Request.get("/api/v2/spot/account/assets"), credentials, moment)
                        .headers())
                .containsOnly(
                        Map.entry("ACCESS-KEY", "key"),
                        Map.entry("ACCESS-TIMESTAMP", "1725040472073"),
                        Map.entry("ACCESS-PASSPHRASE", "pass phrase"),
                        Map.entry("ACCESS-SIGN", "p8vWylxL4JJCyy6B81n82ZEySiWChClCw99FTDocviA="));
    }

    @Test
    void theTimeOfTheResponseIsInItsBody() {
        assertThat(read("[]"))
                .isEqualTo(
                        new Reading.Success(List.of(), Instant.ofEpochMilli(1_700_000_000_123L), "00000", "success"));
    }

    @Test
    void theTotalIsTheSumOfAvailableFrozenAndLocked() {
        Reading reading = read("[{\"coin\":\"BTC\",\"available\":\"1.5\",\"frozen\":\"0.25\",\"locked\":\"0.125\"}]");

        assertThat(((Reading.Success) reading).balances()).singleElement().satisfies(balance -> {
            assertThat(balance.total()).isEqualTo("1.875");
            assertThat(balance.available()).isEqualTo("1.5");
        });
    }

    @Test
    void aUnifiedAccountWithoutAmountsIsRejected() {
        assertThat(read("[{\"coin\":\"BTC\",\"available\":null,\"frozen\":null,\"locked\":null}]"))
                .isInstanceOfSatisfying(
                        Reading.Malformed.class,
                        malformed -> assertThat(malformed.reason()).contains("data[0].available"));
        assertThat(read("null")).isInstanceOf(Reading.Malformed.class);
    }

    private static Reading read(String data) {
        String body = "{\"code\":\"00000\",\"msg\":\"success\",\"requestTime\":1700000000123,\"data\":" + data + "}";
        return Bitget.adapter().reader().part(body.getBytes(UTF_8), NOW).reading();
    }
}
