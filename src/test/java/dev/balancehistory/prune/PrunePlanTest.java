package dev.balancehistory.prune;

import static dev.balancehistory.report.NewlyLoadedHistory.ACCOUNTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.database.Timestamps;
import dev.balancehistory.postgres.ExecutedPlan;
import dev.balancehistory.process.TextResource;
import dev.balancehistory.report.NewlyLoadedHistory;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrunePlanTest {
    private static final long RESPONSES = 1_000;

    /** The time of a stretch of responses does not grow with the history, also while PostgreSQL has no statistics. */
    @ParameterizedTest
    @ValueSource(strings = {"expired-bodies-count.sql", "expired-bodies-drop.sql"})
    void theResponsesOfAStretchAreLookedUp(String file) {
        try (NewlyLoadedHistory history = new NewlyLoadedHistory()) {
            ExecutedPlan plan = history.plan(TextResource.of(ExpiredBodies.class, file), statement -> {
                statement.setLong(1, 4_000);
                statement.setLong(2, 4_000 + RESPONSES);
                statement.setObject(3, Timestamps.of(Instant.parse(NewlyLoadedHistory.TO)));
            });

            assertThat(plan.repeatedScans(ACCOUNTS)).isEmpty();
            assertThat(plan.allRows()).isBetween(RESPONSES, 10 * RESPONSES);
        }
    }
}
