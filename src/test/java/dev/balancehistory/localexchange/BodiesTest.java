package dev.balancehistory.localexchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BodiesTest {

    private static final Instant THEN = Instant.ofEpochMilli(1527747579424L);

    @Test
    void theBodyOfTheTimeIsTheDocumentedOne() {
        assertThat(Bodies.time(THEN)).isEqualTo("{\"timezone\":\"UTC\",\"responseTime\":1527747579424}");
    }

    @Test
    void numbersAreWrittenUnchanged() {
        assertThat(Bodies.success(THEN, List.of(new Holding("BTC", "1E+2", "-0.00"))))
                .endsWith("[{\"currency\":\"BTC\",\"balance\":1E+2,\"availableBalance\":-0.00}]}");
    }

    @Test
    void aNullFieldIsLeftOut() {
        assertThat(Bodies.success(THEN, List.of(new Holding(null, "1", null), new Holding("BTC", null, null))))
                .endsWith("[{\"balance\":1},{\"currency\":\"BTC\"}]}");
    }

    @Test
    void anEmptyAccountHasAnEmptyList() {
        assertThat(Bodies.success(THEN, List.of())).endsWith("\"responseData\":[]}");
    }

    @Test
    void textIsEscapedOnlyWhereJsonNeedsIt() {
        assertThat(Bodies.failure(THEN, 5000, "\"\\\n\u0000\u202e\ud800점검"))
                .endsWith("\"statusMessage\":\"\\\"\\\\\\u000a\\u0000\u202e\\ud800점검\"}");
    }
}
