package dev.balancehistory.statement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.statement.Timeline.Band;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BandsTest {
    /** An hour is a column. */
    private static final Timeline MONTH =
            new Timeline(Instant.parse("2025-09-01T00:00:00Z"), Instant.parse("2025-10-01T00:00:00Z"));

    private static Gap gap(String after, String before) {
        Instant start = Instant.parse("2025-09-" + after + "Z");
        Instant end = Instant.parse("2025-09-" + before + "Z");
        return new Gap("main", start, end, start, end, 1, "503");
    }

    @Test
    void aGapCoversTheColumnsThatItTouches() {
        assertThat(Bands.of(List.of(gap("01T00:30:00", "01T02:30:00"), gap("02T00:10:00", "02T00:20:00")), MONTH))
                .containsExactly(new Band(0, 3), new Band(24, 25));
    }

    @Test
    void gapsThatTouchEachOtherAreOne() {
        assertThat(Bands.of(List.of(gap("01T00:30:00", "01T02:30:00"), gap("01T02:50:00", "01T05:00:00")), MONTH))
                .containsExactly(new Band(0, 5));
    }

    @Test
    void theMissingTimeStartsAnIntervalAfterTheLastSnapshot() {
        List<Gap> gaps = List.of(gap("01T00:00:00", "01T04:00:00"));

        assertThat(Bands.ofMissing(gaps, Duration.ofHours(1), MONTH)).containsExactly(new Band(1, 4));
        assertThat(Bands.rectangles(Bands.ofMissing(gaps, Duration.ofHours(1), MONTH), 35))
                .isEqualTo("M1 0H4V35H1z");
    }
}
