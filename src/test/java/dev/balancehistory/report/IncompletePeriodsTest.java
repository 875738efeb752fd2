package dev.balancehistory.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.postgres.TestDatabase;
import dev.balancehistory.process.TextResource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IncompletePeriodsTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    /** Every hour of several years may end in a gap. */
    @Test
    void theQueryReturnsTheFirstPeriodsThatEndInAGapAndTheirNumber() {
        try (TestDatabase database = TestDatabase.migrated()) {
            HistoryWriter history = new HistoryWriter(database.sql());
            history.account("main", "1 hour", "2026-01-01T00:00:00Z");
            history.account("other", "1 hour", "2026-01-01T00:00:00Z");
            for (int day = 0; day < 20; day++) {
                history.snapshot("main", NOON.plus(Duration.ofDays(day)), "BTC 1 1", "ETH 1 1");
                history.snapshot("other", NOON.plus(Duration.ofDays(day)), "BTC 1 1");
            }

            List<Map<String, Object>> rows = database.sql()
                    .queryForList(
                            TextResource.of(IncompletePeriods.class, "incomplete-periods.sql"),
                            "day",
                            "UTC",
                            null,
                            null,
                            null,
                            null,
                            3);

            assertThat(rows)
                    .extracting(row -> row.get("period") + " " + row.get("account") + " " + row.get("early"))
                    .containsExactly("2026-01-01 main 40", "2026-01-01 other 40", "2026-01-02 main 40");
        }
    }
}
