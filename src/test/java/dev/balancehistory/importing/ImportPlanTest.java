package dev.balancehistory.importing;

import static dev.balancehistory.report.NewlyLoadedHistory.ACCOUNTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.database.Timestamps;
import dev.balancehistory.postgres.ExecutedPlan;
import dev.balancehistory.report.NewlyLoadedHistory;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collections;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.PreparedStatementSetter;

/** The time of a batch of an import does not grow with the history, also while PostgreSQL has no statistics. */
class ImportPlanTest {
    private static final int BATCH = 1_000;

    private static NewlyLoadedHistory history;

    @BeforeAll
    static void fill() {
        history = new NewlyLoadedHistory();
    }

    @AfterAll
    static void close() {
        history.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-01-02T00:00:00Z", "2026-01-13T00:00:00Z"})
    void theSnapshotsOfABatchAreLookedUpByTheirTimes(String start) {
        PreparedStatementSetter arguments = statement -> {
            statement.setArray(1, times(statement, Instant.parse(start)));
            statement.setInt(2, 3);
            if (statement.getParameterMetaData().getParameterCount() > 2) {
                statement.setInt(3, 3);
            }
        };

        assertLooksUp(ImportLookUp.RECORDED, arguments);
        assertLooksUp(ImportLookUp.ROWS_WITHOUT_SNAPSHOT, arguments);
    }

    @Test
    void theResponsesOfABatchAreLookedUpByTheirHashes() {
        assertLooksUp(ImportLookUp.ARCHIVED, statement -> {
            statement.setArray(1, hashes(statement));
            statement.setInt(2, 3);
        });
    }

    @Test
    void theResponsesOfOtherAccountsAreLookedUpByTheirTimes() {
        assertLooksUp(SharedResponses.SHARED, statement -> {
            statement.setArray(1, times(statement, Instant.parse("2026-01-13T00:00:00Z")));
            statement.setArray(2, hashes(statement));
            statement.setInt(3, 3);
            statement.setString(4, "bitfront");
            statement.setArray(5, hashes(statement));
        });
    }

    private static Array times(PreparedStatement statement, Instant start) throws SQLException {
        return statement
                .getConnection()
                .createArrayOf(
                        "timestamptz",
                        IntStream.range(0, BATCH)
                                .mapToObj(i -> Timestamps.of(start.plusSeconds(60L * i)))
                                .toArray());
    }

    private static Array hashes(PreparedStatement statement) throws SQLException {
        return statement
                .getConnection()
                .createArrayOf("bytea", Collections.nCopies(BATCH, new byte[32]).toArray(byte[][]::new));
    }

    private static void assertLooksUp(String query, PreparedStatementSetter arguments) {
        ExecutedPlan plan = history.plan(query, arguments);

        assertThat(plan.repeatedScans(ACCOUNTS)).as(query).isEmpty();
        assertThat(plan.allRows()).as(query).isLessThan(10L * BATCH * ACCOUNTS);
    }
}
