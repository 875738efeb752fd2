package dev.balancehistory.exchange.bitstamp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.exchange.Credentials;
import dev.balancehistory.exchange.Moment;
import dev.balancehistory.exchange.contract.AdapterContract;
import dev.balancehistory.exchange.http.Request;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BitstampTest extends AdapterContract {
    private static final Credentials CREDENTIALS =
            new Credentials(URI.create("https://www.bitstamp.net"), "123456", "abcdefg");

    BitstampTest() {
        super(Bitstamp.adapter());
    }

    @Test
    void theSignatureIsThatOfTheVector() {
        Request signed = Bitstamp.signed(Request.post("/api/v2/balance/"), CREDENTIALS, "hijklm", 1_606_996_800_000L);
        assertThat(signed.headers())
                .containsEntry("X-Auth", "BITSTAMP 123456")
                .containsEntry("X-Auth-Nonce", "hijklm")
                .containsEntry("X-Auth-Timestamp", "1606996800000")
                .containsEntry("X-Auth-Version", "v2")
                .containsEntry("X-Auth-Signature", "eb84d115027532cba9ebab8c692c488284c54551ab4601aa9ce6280187dc9c86")
                .hasSize(5);
        assertThat(signed.body()).isEmpty();
    }

    @Test
    void theNonceIsAUuid() {
        String nonce = "6f5570df-d8bc-4daf-85b4-976733feb624";
        Moment moment = new Moment(Instant.ofEpochMilli(1_606_996_800_123L), 0, () -> UUID.fromString(nonce));
        assertThat(Bitstamp.signed(Request.post("/api/v2/account_balances/"), CREDENTIALS, moment))
                .isEqualTo(Bitstamp.signed(
                        Request.post("/api/v2/account_balances/"), CREDENTIALS, nonce, 1_606_996_800_123L));
    }
}
