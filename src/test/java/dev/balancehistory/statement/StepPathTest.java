package dev.balancehistory.statement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.statement.Series.Column;
import dev.balancehistory.statement.Timeline.Band;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StepPathTest {
    private static final Instant FROM = Instant.parse("2025-03-01T00:00:00Z");
    private static final Timeline MONTH = new Timeline(FROM, Instant.parse("2025-04-01T00:00:00Z"));

    /** A snapshot; a break is before it if snapshots are missing there, or do not list the currency. */
    private record Shot(Instant time, BigDecimal balance, boolean broken) {
        int column() {
            return MONTH.column(time);
        }
    }

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    private static List<Shot> shots(long seed) {
        Random random = new Random(seed);
        long step = List.of(60, 300, 3_600, 86_400).get(random.nextInt(4));
        int scale = random.nextInt(19);
        BigDecimal balance = BigDecimal.valueOf(random.nextInt(1_000), scale);
        List<Shot> shots = new ArrayList<>();
        boolean broken = false;
        for (Instant at = FROM.plusSeconds(random.nextInt(9_999)); at.isBefore(MONTH.to()); at = at.plusSeconds(step)) {
            if (random.nextInt(10) == 0) {
                balance = balance.add(BigDecimal.valueOf(random.nextInt(2_001) - 1_000, scale));
            }
            if (random.nextInt(200) == 0) {
                at = at.plusSeconds(step * (2 + random.nextInt(300)));
                broken = true;
            }
            if (at.isBefore(MONTH.to())) {
                shots.add(new Shot(at, balance, broken && !shots.isEmpty()));
                broken = false;
            }
        }
        return shots;
    }

    /** Reduces the snapshots as the database does. */
    private static List<Column> columns(List<Shot> shots) {
        TreeMap<Integer, Column> columns = new TreeMap<>();
        for (Shot shot : shots) {
            BigDecimal balance = shot.balance();
            columns.merge(
                    shot.column(),
                    new Column(shot.column(), FROM, balance, balance, balance, balance, BigDecimal.ZERO),
                    (old, one) -> new Column(
                            old.place(),
                            FROM,
                            old.first(),
                            old.lowest().min(balance),
                            old.highest().max(balance),
                            balance,
                            BigDecimal.ZERO));
        }
        return List.copyOf(columns.values());
    }

    private static Breaks breaks(List<Shot> shots) {
        List<Band> breaks = new ArrayList<>();
        for (int i = 1; i < shots.size(); i++) {
            if (shots.get(i).broken()) {
                breaks.add(new Band(shots.get(i - 1).column(), shots.get(i).column()));
            }
        }
        return new Breaks(breaks);
    }

    /** Paints every snapshot. */
    private static Painted unreduced(List<Shot> shots, int end) {
        BigDecimal lowest =
                shots.stream().map(Shot::balance).reduce(BigDecimal::min).orElseThrow();
        BigDecimal highest =
                shots.stream().map(Shot::balance).reduce(BigDecimal::max).orElseThrow();
        Painted painted = new Painted();
        Shot before = null;
        int y = 0;
        for (Shot shot : shots) {
            int to = height(shot.balance(), lowest, highest);
            if (before == null || shot.broken() && shot.column() > before.column()) {
                if (before != null) {
                    painted.horizontal(before.column(), before.column() + 1, y);
                }
                painted.vertical(shot.column(), to, to);
            } else {
                painted.horizontal(before.column(), shot.column(), y);
                painted.vertical(shot.column(), y, to);
            }
            y = to;
            before = shot;
        }
        painted.horizontal(before.column(), end, y);
        return painted;
    }

    private static int height(BigDecimal balance, BigDecimal lowest, BigDecimal highest) {
        if (lowest.compareTo(highest) == 0) {
            return lowest.signum() == 0 ? 1_000 : 500;
        }
        double share = balance.subtract(lowest).doubleValue()
                / highest.subtract(lowest).doubleValue();
        return 1_000 - (int) Math.floor(share * 1_000 + 0.5);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aReducedLinePaintsTheSameAsAllSnapshots(long seed) {
        List<Shot> shots = shots(seed);

        Painted painted = Painted.of(StepPath.line(columns(shots), breaks(shots), Timeline.COLUMNS));

        assertThat(painted).isEqualTo(unreduced(shots, Timeline.COLUMNS));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void noLineCrossesAGap(long seed) {
        List<Shot> shots = shots(seed);
        Painted painted = Painted.of(StepPath.line(columns(shots), breaks(shots), Timeline.COLUMNS));

        for (Band gap : breaks(shots).bands()) {
            for (int x = gap.left() + 1; x < gap.right(); x++) {
                assertThat(painted.between()).doesNotContainKey(x);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aLineIsShortHoweverManySnapshotsThereAre(long seed) {
        List<Shot> shots = shots(seed);

        assertThat(StepPath.line(columns(shots), breaks(shots), Timeline.COLUMNS))
                .hasSizeLessThan(11_300);
    }

    @Test
    void aLineGoesOnlyWhereTheBalanceMoves() {
        List<Column> columns =
                List.of(column(0, "1", "1", "1", "1"), column(7, "1", "0", "3", "2"), column(9, "2", "2", "2", "2"));

        assertThat(StepPath.line(columns, new Breaks(List.of()), 720)).isEqualTo("M0 667H7V0V1000V333H720");
        assertThat(StepPath.line(columns, new Breaks(List.of(new Band(7, 9))), 10))
                .isEqualTo("M0 667H7V0V1000V333H8M9 333H10");
    }

    @Test
    void anUnchangedBalanceIsInTheMiddleAndZeroAtTheBottom() {
        assertThat(StepPath.line(List.of(column(3, "5", "5", "5", "5")), new Breaks(List.of()), 720))
                .isEqualTo("M3 500H720");
        assertThat(StepPath.line(List.of(column(3, "0.0", "0", "0.00", "0")), new Breaks(List.of()), 720))
                .isEqualTo("M3 1000H720");
    }

    @Test
    void theLockedShareIsAnAreaThatEndsAtAGap() {
        List<Column> columns = List.of(
                locked(0, "10", "0"),
                locked(2, "10", "5"),
                locked(3, "10", "5"),
                locked(4, "10", "10"),
                locked(9, "10", "11"));

        assertThat(StepPath.area(columns, new Breaks(List.of(new Band(4, 9))), 720))
                .isEqualTo("M2 1000V500H4V0H5V1000H9V0H720V1000");
        assertThat(StepPath.area(columns.subList(0, 1), new Breaks(List.of()), 720))
                .isEmpty();
        assertThat(StepPath.area(List.of(locked(0, "1000000", "0.1")), new Breaks(List.of()), 9))
                .isEqualTo("M0 1000V999H9V1000");
        assertThat(StepPath.area(List.of(locked(0, "-5", "0.1")), new Breaks(List.of()), 9))
                .isEqualTo("M0 1000V0H9V1000");
    }

    private static Column column(int place, String first, String lowest, String highest, String last) {
        return new Column(
                place,
                FROM,
                new BigDecimal(first),
                new BigDecimal(lowest),
                new BigDecimal(highest),
                new BigDecimal(last),
                BigDecimal.ZERO);
    }

    private static Column locked(int place, String balance, String locked) {
        BigDecimal number = new BigDecimal(balance);
        return new Column(place, FROM, number, number, number, number, new BigDecimal(locked));
    }
}
