package dev.balancehistory.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A message about a misspelt name contains the one that was probably meant. */
class SimilarTest {
    private static final List<String> REPORTS = List.of("history", "close", "latest", "as-of", "moves", "days", "Main");

    @ParameterizedTest
    @CsvSource({
        "clsoe, close",
        "clos, close",
        "closed, close",
        "CLOSE, close",
        "hist, history",
        "asof, as-of",
        "day, days",
        "main, Main",
        "move, moves"
    })
    void theMostSimilarNameIsNamed(String unknown, String known) {
        assertThat(Similar.hint(unknown, REPORTS)).isEqualTo(" (did you mean '" + known + "'?)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "balances", "sealed", "dxyz"})
    void anythingElseHasNoSimilarName(String unknown) {
        assertThat(Similar.hint(unknown, REPORTS)).isEmpty();
    }

    @Test
    void noNameIsSimilarWithoutNames() {
        assertThat(Similar.hint("close", List.of())).isEmpty();
    }
}
