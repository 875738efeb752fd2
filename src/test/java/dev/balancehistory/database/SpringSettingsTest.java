package dev.balancehistory.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariConfig;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import dev.balancehistory.support.Environments;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** A setting of Spring Boot's either has its effect or is rejected by its name. */
class SpringSettingsTest {
    private static final String CANARY = "CANARY";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "spring.batch.jdbc.initialize-schema",
                "spring.batch.job.enabled",
                "spring.datasource.driver-class-name",
                "spring.datasource.type",
                "spring.datasource.hikari.auto-commit",
                "spring.datasource.hikari.jdbc-url",
                "spring.datasource.hikari.maximum.pool.size",
                "spring.datasource.hikari.data-source-properties.ssl",
                "spring.flyway.locations",
                "spring.flyway.placeholders.x",
                "spring.flyway.schemas[0]"
            })
    void anUnsupportedPropertyIsRejectedByItsName(String name) {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> SpringSettings.of(Environments.of(Map.of(name, CANARY))))
                .withMessageStartingWith(name + " is not supported: remove it. Below spring.")
                .withMessageContaining(" this program supports ")
                .withMessageNotContaining(CANARY)
                .satisfies(problem -> assertThat(problem.outcome()).isEqualTo(Outcome.CONFIGURATION));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SPRING_BATCH_JDBC_INITIALIZESCHEMA",
                "SPRING_DATASOURCE_HIKARI_AUTO_COMMIT",
                "SPRING_DATASOURCE_HIKARI_SCHEMA",
                "SPRING_FLYWAY_LOCATIONS"
            })
    void aVariableIsNamedAsItIsWritten(String name) {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> SpringSettings.of(Environments.ofVariables(Map.of(name, CANARY))))
                .withMessageContaining("(environment: " + name + ") is not supported")
                .withMessageNotContaining(CANARY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SPRING_BATCH_SERVICE_HOST",
                "SPRING_BATCH_PORT_80_TCP_ADDR",
                "SPRING_CONFIG_IMPORT",
                "SPRING_DATASOURCES_X"
            })
    void propertiesOfOtherProgramsAreIgnored(String name) {
        assertThatCode(() -> SpringSettings.of(Environments.ofVariables(Map.of(name, "x"))))
                .doesNotThrowAnyException();
    }

    @Test
    void thePoolHasTheConfiguredValuesAndItsDefaults() {
        HikariConfig pool = new HikariConfig();
        pool.setMaximumPoolSize(3);
        pool.setConnectionTimeout(5_000);

        SpringSettings.of(Environments.of(Map.of("spring.datasource.hikari.maximum-pool-size", "7")))
                .configure(pool);

        assertThat(pool.getMaximumPoolSize()).isEqualTo(7);
        assertThat(pool.getConnectionTimeout()).isEqualTo(5_000);
    }

    @ParameterizedTest
    @CsvSource({"SPRING_DATASOURCE_HIKARI_MAXIMUMPOOLSIZE", "SPRING_DATASOURCE_HIKARI_MAXIMUM_POOL_SIZE"})
    void thePoolIsConfiguredByVariables(String name) {
        HikariConfig pool = new HikariConfig();

        SpringSettings.of(Environments.ofVariables(Map.of(name, "7"))).configure(pool);

        assertThat(pool.getMaximumPoolSize()).isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource({"maximum-pool-size, 2", "maximum-pool-size, many", "connection-timeout, 30s", "connection-timeout, 1"})
    void aMalformedValueIsReportedWithItsProperty(String name, String value) {
        SpringSettings settings = SpringSettings.of(Environments.of(Map.of("spring.datasource.hikari." + name, value)));

        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> settings.configure(new HikariConfig()))
                .withMessageStartingWith("spring.datasource.hikari")
                .satisfies(problem -> {
                    assertThat(problem.outcome()).isEqualTo(Outcome.CONFIGURATION);
                    // The pool has its own spelling.
                    assertThat(problem.getMessage().replace("-", "").toLowerCase(Locale.ROOT))
                            .contains(name.replace("-", ""));
                });
    }

    @Test
    void aPasswordMayLookLikeAPlaceholder() {
        Map<String, Object> values = Map.of(
                "spring.datasource.url", "jdbc:postgresql:balances",
                "spring.datasource.username", "${a",
                "spring.datasource.password", "hunter${b}2",
                "spring.flyway.user", "${}",
                "spring.flyway.password", "${c}");

        SpringSettings settings = SpringSettings.of(Environments.of(values));

        assertThat(settings.database())
                .isEqualTo(new Database.Settings("jdbc:postgresql:balances", "${a", "hunter${b}2"));
        assertThat(settings.migration()).isEqualTo(new Database.Settings("jdbc:postgresql:balances", "${}", "${c}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"spring.flyway.url", "spring.flyway.user", "spring.flyway.password", "spring.datasource.url"})
    void aValueThatRefersToItselfIsReportedByItsProperty(String name) {
        SpringSettings settings = SpringSettings.of(Environments.of(Map.of(name, CANARY + "${" + name + "}")));

        assertThatExceptionOfType(Problem.class)
                .isThrownBy(name.startsWith("spring.flyway") ? settings::migration : settings::database)
                .withMessage(name + " has a placeholder ${...} that can't be resolved")
                .withNoCause();
    }

    @Test
    void migrationsHaveAUserAndAPlaceOfTheirOwn() {
        Map<String, Object> recorder = Map.of(
                "spring.datasource.url", "jdbc:postgresql:balances",
                "spring.datasource.username", "recorder",
                "spring.datasource.password", "r");

        assertThat(SpringSettings.of(Environments.of(recorder)).migration()).isNull();
        assertThat(with(recorder, Map.of("spring.flyway.user", "owner", "spring.flyway.password", "o")))
                .isEqualTo(new Database.Settings("jdbc:postgresql:balances", "owner", "o"));
        assertThat(with(recorder, Map.of("spring.flyway.url", "jdbc:postgresql:other")))
                .isEqualTo(new Database.Settings("jdbc:postgresql:other", "recorder", "r"));
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> with(recorder, Map.of("spring.flyway.password", CANARY)))
                .withMessage(
                        "spring.flyway.password is set without spring.flyway.user: set that too, or remove the password");
    }

    @Test
    void aMalformedUrlIsReportedByItsProperty() {
        ConfigurableEnvironment environment = Environments.of(Map.of(
                "spring.datasource.url", "jdbc:postgresql:balances", "spring.flyway.url", "jdbc:mysql://" + CANARY));

        assertThatExceptionOfType(Problem.class)
                .isThrownBy(SpringSettings.of(environment)::check)
                .withMessageStartingWith("spring.flyway.url must be ");
    }

    private static Database.Settings with(Map<String, Object> some, Map<String, Object> others) {
        ConfigurableEnvironment environment = Environments.of(some);
        environment.getPropertySources().addLast(new MapPropertySource("others", others));
        return SpringSettings.of(environment).migration();
    }

    @Test
    void theSettingForMigrationsIsTrueOrFalse() {
        assertThat(SpringSettings.of(Environments.of(Map.of())).migrates()).isTrue();
        assertThat(SpringSettings.of(Environments.of(Map.of("spring.flyway.enabled", "false")))
                        .migrates())
                .isFalse();
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> SpringSettings.of(Environments.of(Map.of("spring.flyway.enabled", "perhaps")))
                        .migrates())
                .withMessage("spring.flyway.enabled must be true or false");
    }
}
