package dev.balancehistory.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

class CredentialsTest {
    private final Credentials credentials =
            new Credentials(URI.create("https://openapi.example.com"), "CANARYKEY", "CANARYSECRET");

    @Test
    void showNeitherKeyNorSecret() {
        assertThat(credentials.toString()).isEqualTo("credentials for https://openapi.example.com");
        assertThat(String.format("%s", credentials)).doesNotContain("CANARY");
    }

    @Test
    void keepTheSecretEvenFromWhoWasGivenIt() {
        credentials.apiSecret()[0] = 'X';
        assertThat(credentials.apiSecret()).asString().isEqualTo("CANARYSECRET");
    }
}
