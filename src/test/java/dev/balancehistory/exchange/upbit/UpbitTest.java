package dev.balancehistory.exchange.upbit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.exchange.Credentials;
import dev.balancehistory.exchange.Moment;
import dev.balancehistory.exchange.contract.AdapterContract;
import dev.balancehistory.exchange.http.Request;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class UpbitTest extends AdapterContract {
    UpbitTest() {
        super(Upbit.adapter());
    }

    @Override
    protected Secret secret() {
        return new Secret("CANARYKEY7f3a9c51d2e4", "CANARYSECRET0b8e64f1a7c3", "");
    }

    @Test
    void theTokenIsThatOfTheVector() {
        Credentials credentials =
                new Credentials(URI.create("https://api.upbit.com"), "test_access_key", "test_secret_key");
        Moment moment = new Moment(Instant.EPOCH, 0, () -> UUID.fromString("6f5570df-d8bc-4daf-85b4-976733feb624"));

        Request signed = Upbit.signed(Request.get("/v1/accounts"), credentials, moment);

        assertThat(signed.headers())
                .containsOnlyKeys("Authorization")
                .hasEntrySatisfying(
                        "Authorization",
                        token -> assertThat(token)
                                .startsWith("Bearer eyJhbGciOiJIUzUxMiIsInR5cCI6IkpXVCJ9.")
                                .endsWith(
                                        ".dsyektTHdtemUDcQBqO9vFkq_L3SC0XAEsDGIfszcb_-1B23zUNC5he5WGt3Q3rFRfwl7cunkrVjkCP-Z5ZzpA"));
    }
}
