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
import dev.balancehistory.support.Environments;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfiguredAccountsTest {
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

    private ConfiguredAccounts accounts(String... properties) {
        Map<String, Object> values = new HashMap<>();
        for (String property : properties) {
            String[] nameAndValue = property.split("=", 2);
            values.put("recorder.accounts." + nameAndValue[0], nameAndValue[1]);
        }
        return new ConfiguredAccounts(new BoundSettings(Environments.of(values)), () -> adapters);
    }

    private ConfiguredAccount account(
            String exchange, String key, @Nullable String secret, @Nullable String passphrase, String... wallets) {
        List<String> properties = new ArrayList<>(List.of("main.exchange=" + exchange, "main.api-key=" + key));
        if (secret != null) {
            properties.add("main.api-secret=" + secret);
        }
        if (passphrase != null) {
            properties.add("main.passphrase=" + passphrase);
        }
        properties.add("main.wallets=" + String.join(",", wallets));
        return accounts(properties.toArray(String[]::new)).account("main");
    }

    @Test
    void anAccountHasWhatItsExchangeWants() {
        ConfiguredAccount account = account("full", "key", "AAECAw==\n", "a pass phrase\r\n", "fund", "trade");
        assertThat(account.credentials().secretText()).isEqualTo("AAECAw==");
        assertThat(account.credentials().passphrase()).isEqualTo("a pass phrase");
        assertThat(account.credentials().wallets()).containsExactly("fund", "trade");
        assertThat(account("plain", "key", "secret", null).credentials().hasPassphrase())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "full, CANARY!, p, , 'api-secret must be base64, as the exchange shows it'",
        "full, AAECAw==, , , passphrase is missing",
        "full, AAECAw==, CANARY\\7, , passphrase has a line break or another character that a header can't contain",
        "full, AAECAw==, p, savings, 'wallets lists ''savings'', which is not a wallet of full: list some of trade, fund'",
        "plain, CANARY, CANARY, , passphrase is not a setting of plain: remove it",
        "plain, CAN ARY, , , 'api-secret has a space, a line break or another character that no key has'",
        "pem, CANARY, , , 'api-secret must be a private key in PEM, from its BEGIN line to its END line'",
        "pem, '-----BEGIN EC PRIVATE KEY-----\nCANARY\n-----END EC PRIVATE KEY-----', , , api-secret must be",
    })
    void aMistakeIsNamedByItsPropertyAndNotByItsValue(
            String exchange, String secret, @Nullable String passphrase, @Nullable String wallet, String message) {
        String[] wallets = wallet == null ? new String[0] : new String[] {wallet};
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> account(
                        exchange,
                        "key",
                        secret.translateEscapes(),
                        passphrase == null ? null : passphrase.translateEscapes(),
                        wallets))
                .withMessageStartingWith(PROPERTY + message)
                .satisfies(problem -> {
                    assertThat(problem.outcome()).isEqualTo(Outcome.CONFIGURATION);
                    assertThat(problem.getMessage()).doesNotContain("CANARY");
                });
    }

    @ParameterizedTest
    @CsvSource({"sub_1, sub-1", "MyAcc, my-acc", "[a.b], AB"})
    void accountsWithTheSamePropertiesAreRejectedAndTheOthersAreUsable(String one, String other) {
        ConfiguredAccounts.Selection selection = accounts(
                        one + ".exchange=plain",
                        one + ".api-key=key",
                        one + ".api-secret=secret",
                        other + ".interval=5m",
                        "third.exchange=plain",
                        "third.api-key=key",
                        "third.api-secret=secret")
                .select(List.of(), name -> true);

        assertThat(selection.usable()).extracting(ConfiguredAccount::name).containsExactly("third");
        String first = one.replaceAll("[\\[\\]]", "");
        assertThat(selection.wrong()).containsOnlyKeys(first, other);
        assertThat(selection.wrong().values())
                .allSatisfy(problem -> assertThat(problem.getMessage()).contains(first, other, "the same properties"))
                .allSatisfy(problem -> assertThat(problem.outcome()).isEqualTo(Outcome.CONFIGURATION));
    }

    @ParameterizedTest
    @CsvSource({
        "exchange=mtgox, 'exchange must be one of full, pem, plain'",
        "interval=5, interval must be a time with its unit",
        "interval=soon, interval must be a time with its unit",
        "interval=-5m, interval must be longer than zero",
        "base-url=http://[CANARY, base-url must be an address",
        "wallets[1]=trade, wallets has a value that is rejected",
        "api-secrt=CANARY, api-secrt is not a setting of this program",
        "exchange=${recorder.accounts.main.exchange}, exchange has a placeholder ${...} that can't be resolved"
    })
    void aMistakeInOneAccountLeavesTheOthersUsable(String property, String message) {
        ConfiguredAccounts.Selection selection = accounts(
                        "main.exchange=plain",
                        "main.api-key=key",
                        "main.api-secret=secret",
                        "main." + property,
                        "other.exchange=plain",
                        "other.api-key=key",
                        "other.api-secret=secret")
                .select(List.of(), name -> true);

        assertThat(selection.usable()).extracting(ConfiguredAccount::name).containsExactly("other");
        assertThat(selection.wrong()).containsOnlyKeys("main");
        assertThat(selection.wrong().get("main"))
                .hasMessageStartingWith(PROPERTY + message)
                .hasMessageNotContaining("CANARY");
    }

    @Test
    void theProblemOfASelectionNamesEachAccountIfAllAreWrong() {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> accounts("a.api-key=key", "b.interval=1")
                        .select(List.of(), name -> true)
                        .required())
                .withMessageContainingAll("recorder.accounts.a.", "; recorder.accounts.b.interval must be");
    }

    @Test
    void theExchangeIsMandatory() {
        ConfiguredAccounts accounts = accounts("main.api-key=key", "main.api-secret=secret");
        String missing = PROPERTY + "exchange is missing: set it to one of full, pem, plain";

        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> accounts.account("main"))
                .withMessage(missing)
                .satisfies(problem -> assertThat(problem.outcome()).isEqualTo(Outcome.CONFIGURATION));
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> accounts.exchangeOf("main"))
                .withMessage(missing);
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> accounts.exchangeOf("other"))
                .withMessageStartingWith("recorder.accounts.other.exchange is missing");
        assertThat(accounts("main.exchange=pem").exchangeOf("main")).isEqualTo("pem");
    }

    @Test
    void accountsThatShareAKeyAreFound() {
        ConfiguredAccounts accounts = accounts(
                "b.exchange=plain",
                "b.api-key=CANARY",
                "b.api-secret=secret",
                "a.exchange=plain",
                "a.api-key=CANARY",
                "a.api-secret=secret",
                "c.exchange=plain",
                "c.api-key=other",
                "c.api-secret=secret",
                "d.exchange=full",
                "d.api-key=CANARY",
                "d.api-secret=AAAA",
                "d.passphrase=p");
        assertThat(SharedKeys.of(accounts.usable())).containsExactly("the accounts a, b have the same API key");
    }
}
