package dev.balancehistory.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import dev.balancehistory.settings.RecorderSettings.AccountSettings;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

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
                "recorder.accounts.main.api-secrt",
                "recorder.accounts.main.http.interval",
                "recorder.accounts[a.b].key",
                "recorder.list[0]"
            })
    void aTypoIsReported(String name) {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> UnknownSettings.reject(file(name)))
                .withMessageStartingWith(name + " is not a setting of this program")
                .withMessageNotContaining(CANARY)
                .satisfies(problem -> assertThat(problem.outcome()).isEqualTo(Outcome.CONFIGURATION));
    }

    @ParameterizedTest
    @ValueSource(strings = {"RECORDER_DEADLIN", "RECORDER_HTTP_TIMEOUT", "RECORDER_ACCOUNTS_MAIN_APISECRT"})
    void aTypoInAVariableIsReportedAsWritten(String name) {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> UnknownSettings.reject(variables(name)))
                .withMessageContaining("(environment: " + name + ")")
                .withMessageNotContaining(CANARY);
    }

    /** The list of names is kept by hand: this one is not. */
    static List<String> settings() {
        return Stream.of(
                        names("recorder.", RecorderSettings.class),
                        names("recorder.http.", RecorderSettings.Http.class),
                        names("recorder.accounts.main.", AccountSettings.class))
                .flatMap(names -> names)
                .toList();
    }

    private static Stream<String> names(String prefix, Class<? extends Record> settings) {
        return Arrays.stream(settings.getRecordComponents())
                .map(RecordComponent::getName)
                .map(name -> prefix + name.replaceAll("([A-Z])", "-$1").toLowerCase());
    }

    @ParameterizedTest
    @MethodSource("settings")
    void aBoundSettingIsKnownInEachSpelling(String name) {
        assertThatCode(() -> UnknownSettings.reject(file(name))).doesNotThrowAnyException();
        assertThatCode(() -> UnknownSettings.reject(file(name.replace("-", ""))))
                .doesNotThrowAnyException();
        if (!List.of("recorder.accounts", "recorder.http").contains(name)) {
            String variable = name.toUpperCase().replace('.', '_');
            assertThatCode(() -> UnknownSettings.reject(variables(variable.replace("-", ""))))
                    .doesNotThrowAnyException();
            assertThatCode(() -> UnknownSettings.reject(variables(variable.replace('-', '_'))))
                    .doesNotThrowAnyException();
        }
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
        assertThatCode(() -> UnknownSettings.reject(file(name))).doesNotThrowAnyException();
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
        assertThatCode(() -> UnknownSettings.reject(variables(name))).doesNotThrowAnyException();
    }

    private static ConfigurableEnvironment file(String name) {
        ConfigurableEnvironment environment = variables();
        environment.getPropertySources().addLast(new MapPropertySource("file", Map.of(name, CANARY)));
        return environment;
    }

    private static ConfigurableEnvironment variables(String... names) {
        ConfigurableEnvironment environment = new StandardEnvironment();
        String source = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
        Map<String, Object> variables = new HashMap<>();
        Arrays.asList(names).forEach(name -> variables.put(name, CANARY));
        environment.getPropertySources().replace(source, new SystemEnvironmentPropertySource(source, variables));
        ConfigurationPropertySources.attach(environment);
        return environment;
    }
}
