package dev.balancehistory.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The macros and variables are expanded as Grafana does. */
class GrafanaQueryTest {
    private static final GrafanaQuery QUERY = new GrafanaQuery(
            Instant.parse("2026-03-01T00:00:00Z"),
            Instant.parse("2026-03-02T00:00:00.500Z"),
            Map.of("account", List.of("main", "o'neil")));

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '"', textBlock = """
            f($__timeFrom(), $__timeTo())      ; f('2026-03-01T00:00:00Z', '2026-03-02T00:00:00.500Z')
            $__timeFilter(t)                   ; t BETWEEN '2026-03-01T00:00:00Z' AND '2026-03-02T00:00:00.500Z'
            $__timeGroup(t,'1h'), x            ; floor(extract(epoch from t)/3600)*3600 AS ""time"", x
            ORDER BY $__timeGroup(t, '5m')     ; ORDER BY floor(extract(epoch from t)/300)*300
            a IN ($account)                    ; a IN ('main','o''neil')
            a IN (${account}) AND $__timeTo()  ; a IN ('main','o''neil') AND '2026-03-02T00:00:00.500Z'
            """)
    void aMacroOrVariableIsReplaced(String written, String expanded) {
        assertThat(QUERY.expand(written)).isEqualTo(expanded.replace("\"\"", "\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"$__timeRange(t)", "$account(t)", "$__interval", "$wallet"})
    void anUnknownMacroOrVariableIsAnError(String written) {
        assertThatIllegalArgumentException().isThrownBy(() -> QUERY.expand(written));
    }

    /** So that it is not used within one. */
    @Test
    void aParenthesisEndsAMacro() {
        assertThat(QUERY.expand("$__timeFilter(f(t))"))
                .isEqualTo("f(t BETWEEN '2026-03-01T00:00:00Z' AND '2026-03-02T00:00:00.500Z')");
    }
}
