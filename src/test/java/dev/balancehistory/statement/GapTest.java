package dev.balancehistory.statement;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GapTest {
    private static final Instant START = Instant.parse("2025-10-01T00:00:00Z");
    private static final Instant END = Instant.parse("2025-11-01T00:00:00Z");

    /** The interval is an hour. */
    @ParameterizedTest
    @CsvSource({
        "2025-10-10T00:30:00Z, 5, 5",
        "2025-09-30T21:30:00Z, 2, 0",
        "2025-09-30T21:30:00Z, 3, 1",
        "2025-09-30T23:00:00Z, 1, 1",
        "2025-10-31T22:30:00Z, 1, 1",
        "2025-10-31T22:30:00Z, 9, 1",
        "2025-10-31T23:00:00Z, 9, 0",
        "2025-10-31T23:30:00Z, 9, 0",
        "2025-09-01T00:30:00Z, 9999, 744",
        "2025-10-31T12:00:00Z, 9223372036854775807, 11"
    })
    void onlyTheSnapshotsOfThePeriodAreMissingInIt(Instant after, long between, long missing) {
        assertThat(Gap.missing(after, Duration.ofHours(1), between, START, END)).isEqualTo(missing);
    }

    @Test
    void theLongestGapsAreListedAndTheOthersCountedByCause() {
        List<Gap> gaps = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            Instant after = START.plusSeconds(7_200L * i);
            String cause = i % 3 == 0 ? "503" : "timeout";
            gaps.add(new Gap("main", after, after.plusSeconds(600 + i), after, after.plusSeconds(600 + i), 1, cause));
        }
        GapTable table = GapTable.of(gaps);

        assertThat(table.longest())
                .hasSize(GapTable.MOST)
                .isSortedAccordingTo((a, b) -> a.start().compareTo(b.start()));
        assertThat(table.longest().get(0)).isEqualTo(gaps.get(70));
        assertThat(table.others())
                .containsExactly(new GapTable.Others("timeout", 46, 46), new GapTable.Others("503", 24, 24));
        assertThat(table.otherGaps()).isEqualTo(70);
    }
}
