package dev.balancehistory.exchange.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.exchange.Credentials;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
    private static final Request UNSIGNED = Request.get("/").query("limit", "a-long-parameter-that-is-not-signed");
    private static final Secrets SECRETS = Secrets.of(
            new Credentials(
                    URI.create("https://x.example"), "CANARY-KEY/1", "CANARY+SECRET=", "CANARY PASS", List.of()),
            UNSIGNED,
            UNSIGNED.header(
                            "Authorization",
                            "Bearer CANARYHEAD-eyJhbGciOiJ9.CANARYCLAIMS-eyJub25jZ.CANARYSIGNATURE-1b23z")
                    .header("X-Auth", "BITSTAMP CANARY-KEY/1")
                    .header("Time", "2020-12-08T09:08:57.715Z")
                    .query("nonce", "1616492376594")
                    .query("recvWindow", "5000")
                    .query("SignatureMethod", "HmacSHA256")
                    .query("signature", "CANARY/abc+def/0123456="));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CANARY-KEY/1",
                "CANARY+SECRET=",
                "CANARY PASS",
                "Bearer CANARYHEAD-eyJhbGciOiJ9.CANARYCLAIMS-eyJub25jZ.CANARYSIGNATURE-1b23z",
                "CANARYSIGNATURE-1b23z",
                "CANARY/abc+def/0123456=",
                "CANARY%2Fabc%2Bdef%2F0123456%3D",
                "CANARY%2fabc%2bdef%2f0123456%3d",
                "CANARY\\/abc+def\\/0123456=",
                "CANARY%20PASS",
                "CANARY+PASS"
            })
    void eachSecretIsRedactedInEachEncoding(String secret) {
        String text = SECRETS.redact("you sent " + secret + " and more");
        assertThat(text).startsWith("you sent ***").endsWith("*** and more").doesNotContain("CANARY");
        assertThat(SECRETS.in(secret)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1616492376594",
                "2020-12-08T09:08:57.715Z",
                "a-long-parameter-that-is-not-signed",
                "BITSTAMP",
                "HmacSHA256",
                "5000"
            })
    void aTimeANumberAConstantAndAnUnsignedParameterAreNotRedacted(String text) {
        assertThat(SECRETS.redact(text)).isEqualTo(text);
    }

    @Test
    void bytesOtherThanTextAreNotChanged() {
        byte[] bytes = {0, -1, -128, 'x'};
        assertThat(SECRETS.redact(bytes)).isEqualTo(bytes);
    }
}
