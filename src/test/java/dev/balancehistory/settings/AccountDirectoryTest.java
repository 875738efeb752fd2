package dev.balancehistory.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.balancehistory.exchange.Adapters;
import dev.balancehistory.exchange.CredentialForm;
import dev.balancehistory.exchange.ResponseReader;
import dev.balancehistory.exchange.SingleRequestSource;
import dev.balancehistory.exchange.http.SecretForms;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import dev.balancehistory.settings.RecorderSettings.AccountSettings;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountDirectoryTest {
    private static final String PROPERTY = "recorder.accounts.main.";

    private final Adapters adapters = new Adapters(
            List.of(
                    entry("plain", CredentialForm.TEXT),
                    entry("full", new CredentialForm(SecretForms.BASE64, true)),
                    entry("pem", new CredentialForm(SecretForms.EC_PEM, false))),
            Map.of());

    private static Adapters.Entry entry(String exchange, CredentialForm form) {
        SingleRequestSource source = new SingleRequestSource(exchange) {
            @Override
            public List<String> wallets() {
                return List.of("trade", "fund");
            }

            @Override
            public CredentialForm credentialForm() {
                return form;
            }
        };
        return new Adapters.Entry(exchange, exchange + "/1", () -> source, () -> (ResponseReader) null);
    }

    private ConfiguredAccount account(
            String exchange, String key, @Nullable String secret, @Nullable String passphrase, String... wallets) {
        AccountSettings settings = new AccountSettings(key, secret, passphrase, List.of(wallets), exchange, null, null);
        return new AccountDirectory(Map.of("main", settings), adapters)
                .select(List.of())
                .get(0);
    }

    @Test
    void anAccountHasTheCredentialsOfItsExchange() {
        ConfiguredAccount account = account("full", "key", "AAECAw==\n", "a pass phrase\r\n", "fund", "trade");
        assertThat(account.credentials().secretText()).isEqualTo("AAECAw==");
        assertThat(account.credentials().passphrase()).isEqualTo("a pass phrase");
        assertThat(account.credentials().wallets()).containsExactly("fund", "trade");
        assertThat(account("plain", "key", "secret", null).credentials().hasPassphrase())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "full, CANARY!, p, , api-secret 'must be base64, as the exchange shows it'",
        "full, AAECAw==, , , passphrase is missing",
        "full, AAECAw==, CANARY\\7, , passphrase has a line break or another character",
        "full, AAECAw==, p, savings, 'wallets may list trade, fund'",
        "plain, CANARY, CANARY, , passphrase is not a setting of plain: remove it",
        "plain, CAN ARY, , , 'api-secret has a space, a line break or another character that no key has'",
        "pem, CANARY, , , 'api-secret must be a private key in PEM, from its BEGIN line to its END line'",
        "pem, '-----BEGIN EC PRIVATE KEY-----\nCANARY\n-----END EC PRIVATE KEY-----', , , api-secret must be",
    })
    void aMistakeIsReportedWithItsPropertyAndWithoutItsValue(
            String exchange, String secret, @Nullable String passphrase, @Nullable String wallet, String message) {
        String[] wallets = wallet == null ? new String[0] : new String[] {wallet};
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> account(
                        exchange,
                        "key",
                        secret.translateEscapes(),
                        passphrase == null ? null : passphrase.translateEscapes(),
                        wallets))
                .withMessageStartingWith(PROPERTY + message.replace("'", ""))
                .satisfies(problem -> {
                    assertThat(problem.outcome()).isEqualTo(Outcome.CONFIGURATION);
                    assertThat(problem.getMessage()).doesNotContain("CANARY");
                });
    }

    @ParameterizedTest
    @CsvSource({"sub_1, sub-1", "MyAcc, my-acc", "a.b, AB"})
    void namesWithTheSamePropertiesAreRejected(String one, String other) {
        AccountSettings settings = new AccountSettings("key", "secret", null, List.of(), "plain", null, null);
        Map<String, AccountSettings> accounts = Map.of(one, settings, other, settings, "third", settings);
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> new AccountDirectory(accounts, adapters))
                .withMessageContainingAll(one, other)
                .satisfies(problem -> assertThat(problem.outcome()).isEqualTo(Outcome.CONFIGURATION));
    }

    @Test
    void accountsThatShareAKeyAreFound() {
        AccountSettings same = new AccountSettings("CANARY", "secret", null, List.of(), "plain", null, null);
        AccountSettings another = new AccountSettings("other", "secret", null, List.of(), "plain", null, null);
        AccountSettings elsewhere = new AccountSettings("CANARY", "AAAA", "p", List.of(), "full", null, null);
        AccountDirectory directory =
                new AccountDirectory(Map.of("b", same, "a", same, "c", another, "d", elsewhere), adapters);
        assertThat(SharedKeys.of(directory.select(List.of())))
                .containsExactly("the accounts a, b have the same API key");
    }
}
