package dev.balancehistory.verification;

import static dev.balancehistory.report.NewlyLoadedHistory.ACCOUNTS;
import static dev.balancehistory.report.NewlyLoadedHistory.BALANCES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.postgres.ExecutedPlan;
import dev.balancehistory.process.TextResource;
import dev.balancehistory.report.NewlyLoadedHistory;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code verify} reads each row once, also while PostgreSQL has no statistics. */
class VerifyPlanTest {
    private static NewlyLoadedHistory history;

    @BeforeAll
    static void fill() {
        history = new NewlyLoadedHistory();
    }

    @AfterAll
    static void close() {
        history.close();
    }

    static Stream<String> ofAnAccount() {
        return Stream.of(HeaderReader.QUERY, ChainReader.QUERY, RowReader.QUERY, RowReader.PACKED);
    }

    @ParameterizedTest
    @MethodSource("ofAnAccount")
    void anAccountIsReadInTheOrderOfItsKeys(String query) {
        history.sql().execute(ConsistentRead.IN_ORDER.replace("set local", "set"));

        assertLinear(query, 3);
    }

    @Test
    void theResponsesWithoutASnapshotAreFoundByOneScan() {
        history.sql().execute("reset all");

        assertLinear(
                UnrecordedResponseReader.QUERY,
                IntStream.rangeClosed(1, ACCOUNTS).boxed().toArray(Integer[]::new));
    }

    @Test
    void theChunksAreComparedWithTheirNeighbours() {
        history.sql().execute("reset all");

        assertLinear(TextResource.of(HidingChunks.class, "hiding-chunks.sql"), 3);
    }

    private static void assertLinear(String query, Object accounts) {
        ExecutedPlan plan = history.plan(query, statement -> {
            int parameters = statement.getParameterMetaData().getParameterCount();
            for (int i = 1; i <= parameters; i++) {
                // The lower and the upper ends of ranges alternate.
                statement.setString(i, i % 2 == 0 ? "-infinity" : "infinity");
            }
            if (parameters > 0) {
                statement.setObject(1, accounts);
            }
        });

        assertThat(plan.repeatedScans(ACCOUNTS)).as(query).isEmpty();
        assertThat(plan.allRows()).as(query).isLessThan(100 * BALANCES);
    }
}
