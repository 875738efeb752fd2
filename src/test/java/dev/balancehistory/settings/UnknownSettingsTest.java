package dev.balancehistory.settings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import dev.balancehistory.settings.RecorderSettings.AccountSettings;
import dev.balancehistory.support.Environments;
import java.io.IOException;
import java.lang.reflect.Parameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;

/** An unknown setting is rejected by its name, and those of other programs are ignored. */
class UnknownSettingsTest {
    private static final String CANARY = "CANARY";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "recorder.deadlin",
                "recorder.http.timeout",
                "recorder.http.connect.timeout",
                "recorder.schedule.crn",
                "recorder.retention.body",
                "recorder.metrics.url",
                "recorder.retention.job.metadata",
                "recorder.list[0]"
            })
    void aTypoIsReported(String name) {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> UnknownSettings.find(file(name)))
                .withMessageStartingWith(name + " is not a setting of this program")
                .withMessageNotContaining(CANARY)
                .satisfies(problem -> assertThat(problem.outcome()).isEqualTo(Outcome.CONFIGURATION));
    }

    @ParameterizedTest
    @CsvSource({
        "recorder.deadlin, deadline",
        "recorder.acounts.main.api-key, accounts",
        "recorder.spool_dirs, spool-dir",
        "recorder.schedule.crn, cron",
        "recorder.notfy.command, notify",
        "recorder.http.readtimeouts, read-timeout"
    })
    void theNameThatWasProbablyMeantIsShown(String name, String meant) {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> UnknownSettings.find(file(name)))
                .withMessageContaining(" is not a setting of this program (did you mean '" + meant + "'?)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"recorder.spoolDir.x", "recorder.spool-dir.x", "recorder.http.readTimeout.ms"})
    void aKnownNameIsNotMeantAgain(String name) {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> UnknownSettings.find(file(name)))
                .withMessageContaining(" is not a setting of this program: correct its name");
    }

    @Test
    void theNameThatWasProbablyMeantInAnAccountIsShown() {
        assertThat(UnknownSettings.find(file("recorder.accounts.main.api-secrt"))
                        .get("main"))
                .hasMessageContaining("(did you mean 'api-secret'?)");
    }

    @Test
    void theFileOfATypoIsReportedWithLineAndColumn(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("application.yaml"), "recorder:\n  deadlin: CANARY\n");

        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> UnknownSettings.find(yaml(new FileSystemResource(file))))
                .withMessageStartingWith("recorder.deadlin (" + file + ", line 2, column 12) is not a setting")
                .withMessageNotContaining(CANARY);
    }

    @Test
    void theAddressOfATypoIsReportedWithoutItsLogin() throws IOException {
        Resource resource = new ByteArrayResource("recorder:\n  deadlin: CANARY\n".getBytes(UTF_8)) {
            @Override
            public String getFilename() {
                return "shared.yaml";
            }

            @Override
            public String getDescription() {
                return "URL [https://me:CANARY@config.example/shared.yaml?token=CANARY]";
            }
        };

        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> UnknownSettings.find(yaml(resource)))
                .withMessageStartingWith("recorder.deadlin (shared.yaml, line 2, column 12) is not a setting")
                .withMessageNotContaining(CANARY);
    }

    private static ConfigurableEnvironment yaml(Resource resource) throws IOException {
        ConfigurableEnvironment environment = Environments.of(Map.of());
        new YamlPropertySourceLoader()
                .load("application.yaml", resource)
                .forEach(environment.getPropertySources()::addLast);
        return environment;
    }

    @ParameterizedTest
    @ValueSource(strings = {"RECORDER_DEADLIN", "RECORDER_HTTP_TIMEOUT", "RECORDER_HTTP_READTIME_OUT"})
    void aTypoInAVariableIsReportedAsWritten(String name) {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> UnknownSettings.find(variables(name)))
                .withMessageContaining("(environment: " + name + ")")
                .withMessageEndingWith(". Each _ in a variable separates two parts of a name")
                .withMessageNotContaining(CANARY);
    }

    @ParameterizedTest
    @CsvSource({
        "recorder.accounts.main.api-secrt, main",
        "recorder.accounts.main.http.interval, main",
        "recorder.accounts.main.wallets.x, main",
        "recorder.accounts.a-b.interval.x, a-b",
        "recorder.accounts[a.b].key, a.b"
    })
    void aTypoInAnAccountIsAProblemOfThatAccount(String name, String account) {
        Problem problem = UnknownSettings.find(file(name)).get(account);

        assertThat(problem.getMessage())
                .startsWith(name + " is not a setting of this program")
                .doesNotContain(CANARY);
        assertThat(problem.outcome()).isEqualTo(Outcome.CONFIGURATION);
    }

    @Test
    void aTypoInAVariableOfAnAccountIsAProblemOfThatAccount() {
        assertThat(UnknownSettings.find(variables("RECORDER_ACCOUNTS_MAIN_APISECRT"))
                        .get("main"))
                .hasMessageContaining("(environment: RECORDER_ACCOUNTS_MAIN_APISECRT)");
        assertThat(UnknownSettings.find(variables("RECORDER_ACCOUNTS_MY_BANK_APIKEY"))
                        .get("my"))
                .hasMessageEndingWith("Each _ in a variable separates two parts of a name");
    }

    static List<String> settings() {
        return names("recorder.", RecorderSettings.class)
                .map(name -> name.replace("NAME", "main"))
                .toList();
    }

    /** Returns the names of all settings of the tree, with NAME for that of an account. */
    static Stream<String> names(String prefix, Class<?> section) {
        Parameter[] parameters = section.getDeclaredConstructors()[0].getParameters();
        return Arrays.stream(parameters).flatMap(component -> {
            Name given = component.getAnnotation(Name.class);
            String word = given == null ? component.getName() : given.value();
            String name = prefix + word.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
            if (component.getType() == Map.class) {
                return names(name + ".NAME.", AccountSettings.class);
            }
            return component.getType().isRecord() ? names(name + ".", component.getType()) : Stream.of(name);
        });
    }

    @ParameterizedTest
    @MethodSource("settings")
    void aBoundSettingIsKnownInEachSpelling(String name) {
        assertThat(UnknownSettings.find(file(name))).isEmpty();
        assertThat(UnknownSettings.find(file(name.replace("-", "")))).isEmpty();
        String variable = name.toUpperCase(Locale.ROOT).replace('.', '_');
        assertThat(UnknownSettings.find(variables(variable.replace("-", "")))).isEmpty();
        assertThat(UnknownSettings.find(variables(variable.replace('-', '_')))).isEmpty();
    }

    @Test
    void aVariableWithUnderscoresForDashesIsReallyBound() {
        ConfigurableEnvironment environment = variables("RECORDER_ACCOUNTS_MAIN_API_KEY", "RECORDER_SPOOL_DIR");

        RecorderSettings settings = Binder.get(environment).bindOrCreate("recorder", RecorderSettings.class);

        assertThat(settings.spoolDir()).isEqualTo(CANARY);
        assertThat(settings.accounts().get("main").apiKey()).isEqualTo(CANARY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "recorder.zone",
                "recorder.schedule.cron",
                "recorder.retention.bodies",
                "recorder.retention.job-metadata",
                "recorder.metrics.instance",
                "recorder.accounts[a.b].api-key",
                "recorder.accounts.main.wallets[0]",
                "recorder.http",
                "recorders.deadlin",
                "my.recorder.deadlin"
            })
    void settingsOfOtherReadersAreKnown(String name) {
        assertThat(UnknownSettings.find(file(name))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RECORDER_SERVICE_HOST",
                "RECORDER_SERVICE_PORT",
                "RECORDER_SERVICE_PORT_HTTP",
                "RECORDER_PORT",
                "RECORDER_PORT_8080_TCP",
                "RECORDER_PORT_8080_TCP_ADDR",
                "RECORDER_HTTP_SERVICE_HOST",
                "RECORDER_HTTP_PORT_443_TCP_PROTO",
                "RECORDERS_X",
                "RECORDER"
            })
    void theVariablesThatKubernetesSetsForAServiceAreKnown(String name) {
        assertThat(UnknownSettings.find(variables(name))).isEmpty();
    }

    private static ConfigurableEnvironment file(String name) {
        return Environments.of(Map.of(name, CANARY));
    }

    private static ConfigurableEnvironment variables(String... names) {
        return Environments.ofVariables(Arrays.stream(names).collect(Collectors.toMap(name -> name, name -> CANARY)));
    }
}
