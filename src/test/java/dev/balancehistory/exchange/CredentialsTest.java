package dev.balancehistory.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {
    private final Credentials credentials =
            new Credentials(URI.create("https://openapi.example.com"), "CANARYKEY", "CANARYSECRET");

    @Test
    void theTextContainsNeitherKeyNorSecret() {
        assertThat(credentials.toString()).isEqualTo("credentials for https://openapi.example.com");
        assertThat(String.format("%s", credentials)).doesNotContain("CANARY");
    }

    @Test
    void aCallerCannotChangeTheSecret() {
        credentials.apiSecret()[0] = 'X';
        assertThat(credentials.apiSecret()).asString().isEqualTo("CANARYSECRET");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CANARY KEY",
                "CANARYKEY\n",
                "\tCANARYKEY",
                "CANARY\u0000KEY",
                "CANARY\u00e4KEY",
                "\ufeffCANARYKEY"
            })
    void aKeyThatIsNotValidInAHeaderIsRejectedWithoutBeingShown(String key) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Credentials(credentials.baseUrl(), key, "CANARYSECRET"))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("CANARY"));
    }
}
