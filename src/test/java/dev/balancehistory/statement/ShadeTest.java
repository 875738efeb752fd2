package dev.balancehistory.statement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.statement.Timeline.Band;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShadeTest {
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
        assertThat(Shade.of(List.of(gap("01T00:30:00", "01T02:30:00"), gap("02T00:10:00", "02T00:20:00")), MONTH))
                .containsExactly(new Shade(List.of(new Band(0, 3), new Band(24, 25)), 100));
    }

    @Test
    void gapsThatTouchEachOtherAreOne() {
        assertThat(Shade.of(List.of(gap("01T00:30:00", "01T02:30:00"), gap("01T02:50:00", "01T05:00:00")), MONTH))
                .containsExactly(new Shade(List.of(new Band(0, 5)), 100));
    }

    @Test
    void theMissingTimeStartsAnIntervalAfterTheLastSnapshot() {
        List<Gap> gaps = List.of(gap("01T00:00:00", "01T04:00:00"));

        List<Shade> missing = Shade.ofMissing(gaps, Duration.ofHours(1), MONTH);

        assertThat(missing).containsExactly(new Shade(List.of(new Band(1, 4)), 100));
        assertThat(missing.get(0).rectangles(35)).isEqualTo("M1 0H4V35H1z");
        assertThat(missing.get(0).opacity()).isEqualTo("1");
    }

    private static Gap single(int number) {
        Instant start = MONTH.from().plusSeconds(7_800L * number);
        Instant end = start.plusSeconds(600);
        return new Gap("main", start, end, start, end, 1, "503");
    }

    @Test
    void manyShortGapsArePale() {
        List<Gap> gaps = IntStream.range(0, 320).mapToObj(ShadeTest::single).toList();
        List<Shade> shades = Shade.of(gaps, MONTH);

        assertThat(shades).containsExactly(new Shade(List.of(new Band(0, 692)), 20));
        assertThat(shades.get(0).opacity()).isEqualTo("0.2");
        assertThat(shades.get(0).isPale()).isTrue();
    }

    @Test
    void aFewShortGapsAreSolid() {
        assertThat(Shade.of(List.of(single(0), single(1), single(2), single(100)), MONTH))
                .containsExactly(
                        new Shade(List.of(new Band(0, 1), new Band(2, 3), new Band(4, 5), new Band(216, 217)), 100));
    }

    @Test
    void aLongGapAmongShortOnesIsSolid() {
        List<Gap> gaps = new ArrayList<>(
                IntStream.range(0, 8).mapToObj(ShadeTest::single).toList());
        gaps.add(gap("02T00:00:00", "03T00:00:00"));

        assertThat(Shade.of(gaps, MONTH))
                .containsExactly(new Shade(List.of(new Band(0, 16)), 20), new Shade(List.of(new Band(24, 48)), 100));
    }
}
