package dev.balancehistory.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariConfig;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import dev.balancehistory.support.Environments;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A setting of the pool has its effect, or is rejected with its limit. */
class PoolSettingsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            max-lifetime=1000                       | max-lifetime must be 0, or at least 30000 (milliseconds)
            keepalive-time=1                        | keepalive-time must be 0, or at least 30000 (milliseconds)
            keepalive-time=60000 max-lifetime=60000 | keepalive-time must be less than max-lifetime, 60000
            idle-timeout=9999                       | idle-timeout must be 0, or at least 10000 (milliseconds)
            idle-timeout=59500 max-lifetime=60000   | idle-timeout must be less than max-lifetime, 60000, by at least 1000
            idle-timeout=60000 minimum-idle=3       | idle-timeout has no effect while minimum-idle is maximum-pool-size
            minimum-idle=4                          | minimum-idle must not be larger than maximum-pool-size, 3
            maximum-pool-size=2                     | maximum-pool-size must be at least 3
            connection-timeout=1                    | connection-timeout can't be less than 250ms
            validation-timeout=1                    | validation-timeout can't be less than 250ms
            idle-timeout=-1                         | idle-timeout can't be negative
            """)
    void aValueThatThePoolWouldReplaceIsRejectedWithItsLimit(String settings, String message) {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> configured(settings))
                .withMessageStartingWith("spring.datasource.hikari." + message)
                .satisfies(problem -> assertThat(problem.outcome()).isEqualTo(Outcome.CONFIGURATION));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "max-lifetime=0 keepalive-time=30000",
                "max-lifetime=60000 keepalive-time=59999",
                "max-lifetime=60000 idle-timeout=59000",
                "idle-timeout=10000 minimum-idle=2",
                "idle-timeout=0 keepalive-time=0 minimum-idle=3",
                "maximum-pool-size=9 minimum-idle=9",
                "connection-timeout=250 validation-timeout=250"
            })
    void anAcceptedValueIsNotReplacedByThePool(String settings) {
        HikariConfig pool = configured(settings);
        pool.setJdbcUrl("jdbc:postgresql:balances");

        pool.validate();

        assertThat(pool)
                .usingRecursiveComparison()
                .comparingOnlyFields(Arrays.stream(settings.split(" "))
                        .map(setting -> FIELDS.get(setting.replaceFirst("=.*", "")))
                        .toArray(String[]::new))
                .isEqualTo(configured(settings));
    }

    private static final Map<String, String> FIELDS = Map.of(
            "max-lifetime", "maxLifetime",
            "keepalive-time", "keepaliveTime",
            "idle-timeout", "idleTimeout",
            "minimum-idle", "minIdle",
            "maximum-pool-size", "maxPoolSize",
            "connection-timeout", "connectionTimeout",
            "validation-timeout", "validationTimeout");

    private static HikariConfig configured(String settings) {
        Map<String, Object> properties = Arrays.stream(settings.split(" "))
                .map(setting -> setting.split("=", 2))
                .collect(Collectors.toMap(setting -> PoolSettings.SECTION + "." + setting[0], setting -> setting[1]));
        HikariConfig pool = Database.pool();
        SpringSettings.of(Environments.of(properties)).configure(pool);
        return pool;
    }
}
