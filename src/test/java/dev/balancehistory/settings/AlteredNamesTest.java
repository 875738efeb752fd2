package dev.balancehistory.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import dev.balancehistory.support.Environments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.io.FileSystemResource;

/** Spring Boot leaves some characters of a name out. Such an account must not become another one. */
class AlteredNamesTest {
    private static final String REASON =
            " has other characters than letters (a to z), digits, '.', '_' and '-', or a '-' at the start of a part: rename it";

    private static BoundSettings settings(String... names) {
        Map<String, Object> values = new HashMap<>(Map.of("recorder.accounts.good.exchange", "gate"));
        for (String name : names) {
            values.put(name, "CANARY");
        }
        return new BoundSettings(Environments.of(values));
    }

    private static void assertRejected(BoundSettings settings, String account, String message) {
        assertThatExceptionOfType(Problem.class)
                .as(account)
                .isThrownBy(() -> settings.account(account))
                .withMessage(message)
                .satisfies(problem -> assertThat(problem.outcome()).isEqualTo(Outcome.CONFIGURATION));
    }

    @ParameterizedTest
    @CsvSource({
        "main 2, 'main …', main2, .accounts.main …",
        "main/2, main/…, main2, .accounts.main/…",
        "acc ount, 'acc …', account, .accounts.acc …",
        "-main, -main, main, .accounts.-main.api-key",
        "kontö, kontö, kont, .accounts.kontö.api-key"
    })
    void theAccountAndTheOneThatItWouldBecomeFailAlone(String written, String shown, String read, String name) {
        BoundSettings settings =
                settings("recorder.accounts." + written + ".api-key", "recorder.accounts." + read + ".api-secret");

        assertThat(settings.accounts()).containsExactlyInAnyOrder("good", shown, read);
        assertThat(settings.account("good")).isNotNull();
        assertRejected(settings, shown, "recorder" + name + REASON);
        assertRejected(settings, read, "recorder" + name + REASON);
    }

    @ParameterizedTest
    @CsvSource({
        "recorder.accounts.main.api-secret:CANARY, main, recorder.accounts.main.api-secret:…",
        "recorder.accounts.main:CANARY, main:…, recorder.accounts.main:…"
    })
    void aValueInTheNameIsNotShown(String written, String account, String shown) {
        BoundSettings settings = settings(written);

        assertThat(settings.accounts()).doesNotContain("main:CANARY");
        assertRejected(settings, account, shown + REASON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"한국", "é"})
    void anAccountWithoutAnotherCharacterFailsAlone(String written) {
        String name = "recorder.accounts." + written + ".exchange";
        BoundSettings settings = settings(name);

        assertThat(settings.accounts()).containsExactlyInAnyOrder("good", written);
        assertThat(settings.account("good")).isNotNull();
        assertRejected(settings, written, name + REASON);
    }

    @ParameterizedTest
    @CsvSource({"KONTÖ, kont", "MY.MAIN, mymain"})
    void theNameOfAVariableIsChecked(String written, String read) {
        String name = "RECORDER_ACCOUNTS_" + written + "_APIKEY";
        BoundSettings settings = new BoundSettings(Environments.ofVariables(Map.of(name, "CANARY")));

        assertRejected(settings, written, name + REASON);
        assertRejected(settings, read, name + REASON);
    }

    @Test
    void anAccountWithTheSameFirstWordIsNotConcerned() {
        String name = "recorder.accounts.my_kontö.exchange";
        BoundSettings settings = settings(name, "recorder.accounts.my.exchange");

        assertThat(settings.account("my")).isNotNull();
        assertRejected(settings, "my_kontö", name + REASON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"recorder.accounts.한국.wallets[0]", "recorder.accounts.한국.wallets"})
    void aSettingIsNoAccount(String name) {
        BoundSettings settings = settings(name);

        assertThat(settings.accounts()).containsExactlyInAnyOrder("good", "한국");
        assertRejected(settings, "한국", name + REASON);
    }

    @Test
    void anAccountInBracketsIsNamedAsItIs() {
        String name = "recorder.accounts.[a.b].api köy";
        BoundSettings settings = settings(name);

        assertThat(settings.accounts()).containsExactlyInAnyOrder("good", "a.b");
        assertRejected(settings, "a.b", "recorder.accounts.[a.b].api …" + REASON);
    }

    @ParameterizedTest
    @CsvSource({"recorder.dead line, recorder.dead …", "recorder.http.read-timeöut, recorder.http.read-timeöut"})
    void aSettingWithOtherCharactersIsRejected(String name, String shown) {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> settings(name))
                .withMessage(shown + REASON);
    }

    @Test
    void bracketsKeepEveryCharacter() {
        assertThat(settings("recorder.accounts.[acc ount].exchange").accounts())
                .containsExactlyInAnyOrder("good", "acc ount");
    }

    @Test
    void theMessageHasTheFileWithLineAndColumn(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("application.yaml"), "recorder:\n  accounts:\n    kontö:\n      exchange: CANARY\n");
        ConfigurableEnvironment environment = Environments.of(Map.of());
        new YamlPropertySourceLoader()
                .load("application.yaml", new FileSystemResource(file))
                .forEach(environment.getPropertySources()::addLast);

        assertRejected(
                new BoundSettings(environment),
                "kontö",
                "recorder.accounts.kontö.exchange (" + file + ", line 4, column 17)" + REASON);
    }

    @Test
    void anAccountWithAValueFailsAlone() {
        BoundSettings settings = settings("recorder.accounts.x");

        assertThat(settings.account("good")).isNotNull();
        assertRejected(
                settings,
                "x",
                "recorder.accounts.x is an account, which has no value: set its properties, such as"
                        + " recorder.accounts.x.api-key");
    }
}
