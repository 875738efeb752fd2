package dev.balancehistory.report;

import static dev.balancehistory.report.RandomHistory.columns;
import static dev.balancehistory.report.RandomHistory.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.balancehistory.report.RandomHistory.Amounts;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;

/** Moves, locked balances, charts and days of a random history, compared with the same computed in Java. */
class CourseOfBalancesTest {
    private static final long SEED = 20_261_001;
    private static final ZoneId HOME = ZoneId.of("America/Havana");
    private static final Instant FROM = Instant.parse("2025-10-20T00:00:00Z");
    private static final Instant TO = Instant.parse("2025-12-20T00:00:00Z");

    private static ReportHistory history;
    private static RandomHistory model;

    @BeforeAll
    static void record() {
        history = new ReportHistory();
        history.timeZone("Asia/Kathmandu");
        model = new RandomHistory(SEED, FROM, TO, HOME);
        model.recordIn(history, SEED);
    }

    @AfterAll
    static void close() {
        history.close();
    }

    @Test
    void aMoveIsABalanceThatDiffersFromTheSnapshotBefore() {
        List<Instant> bounds = instants();
        for (int i = 0; i + 1 < bounds.size(); i += 2) {
            Instant from = bounds.get(i);
            Instant to = bounds.get(i + 1);
            assertThat(history.rows("select * from balance_move(?, ?)", ReportHistory.at(from), ReportHistory.at(to)))
                    .as("from %s to %s", from, to)
                    .containsExactlyInAnyOrderElementsOf(moves(from, to));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"null, null", "'-infinity', 'infinity'"})
    void theMovesOfARangeWithoutBoundsAreAll(String range) {
        assertThat(history.rows("select * from balance_move(" + range + ")"))
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(
                        moves(FROM.minus(Duration.ofDays(99)), TO.plus(Duration.ofDays(99))));
    }

    private static List<String> moves(Instant from, Instant to) {
        List<String> moves = new ArrayList<>();
        model.accounts.forEach((account, snapshots) -> snapshots.forEach((time, now) -> {
            Map.Entry<Instant, TreeMap<String, Amounts>> before = snapshots.lowerEntry(time);
            if (before == null || time.isBefore(from) || !time.isBefore(to)) {
                return;
            }
            TreeSet<String> currencies = new TreeSet<>(now.keySet());
            currencies.addAll(before.getValue().keySet());
            for (String currency : currencies) {
                BigDecimal old = total(before.getValue(), currency);
                BigDecimal current = total(now, currency);
                if (old == null || current == null) {
                    moves.add(line(account, time, columns(currency), old, current, null));
                } else if (old.compareTo(current) != 0) {
                    moves.add(line(account, time, columns(currency), old, current, current.subtract(old)));
                }
            }
        }));
        return moves;
    }

    private static @Nullable BigDecimal total(Map<String, Amounts> snapshot, String currency) {
        Amounts amounts = snapshot.get(currency);
        return amounts == null ? null : amounts.total();
    }

    @Test
    void otherDigitsOfTheSameAmountAreNoMove() {
        history.account("digits", null, "2020-01-01T00:00:00Z");
        history.snapshot("digits", FROM, "BTC 1.50 1", "ETH 2 2");
        history.snapshot("digits", FROM.plusSeconds(1), "BTC 1.5 0.5", "ETH 3 2");

        assertThat(history.rows("select * from balance_move(null, null) where account = 'digits'"))
                .containsExactly("digits | 2025-10-20T00:00:01Z | spot | ETH | 2 | 3 | 1");
        model.accounts.put("digits", new TreeMap<>());
        model.accounts.get("digits").put(FROM, amounts("BTC 1.50 1", "ETH 2 2"));
        model.accounts.get("digits").put(FROM.plusSeconds(1), amounts("BTC 1.5 0.5", "ETH 3 2"));
    }

    private static TreeMap<String, Amounts> amounts(String... balances) {
        TreeMap<String, Amounts> amounts = new TreeMap<>();
        for (String balance : balances) {
            String[] words = balance.split(" ");
            amounts.put("spot " + words[0], new Amounts(new BigDecimal(words[1]), new BigDecimal(words[2])));
        }
        return amounts;
    }

    @Test
    void aBalanceIsLockedSinceTheFirstOfItsUninterruptedSnapshots() {
        for (Instant at : instants()) {
            assertThat(history.rows("select * from balance_locked(?)", ReportHistory.at(at)))
                    .as("at %s", at)
                    .containsExactlyInAnyOrderElementsOf(locked(at));
        }
    }

    private static List<String> locked(Instant at) {
        List<String> locked = new ArrayList<>();
        model.accounts.forEach((account, snapshots) -> {
            NavigableMap<Instant, TreeMap<String, Amounts>> back =
                    snapshots.headMap(at, true).descendingMap();
            if (back.isEmpty()) {
                return;
            }
            back.firstEntry().getValue().forEach((currency, amounts) -> {
                if (locked(amounts).signum() > 0) {
                    Instant since = null;
                    Instant free = null;
                    boolean interrupted = false;
                    for (Map.Entry<Instant, TreeMap<String, Amounts>> snapshot : back.entrySet()) {
                        Amounts then = snapshot.getValue().get(currency);
                        interrupted |= then == null || locked(then).signum() <= 0;
                        if (!interrupted) {
                            since = snapshot.getKey();
                        } else if (then != null && locked(then).signum() <= 0) {
                            free = snapshot.getKey();
                            break;
                        }
                    }
                    locked.add(line(account, columns(currency), locked(amounts), since, free));
                }
            });
        });
        return locked;
    }

    private static BigDecimal locked(Amounts amounts) {
        return amounts.total().subtract(amounts.available());
    }

    @ParameterizedTest
    @CsvSource({
        "2025-10-20T00:00:00Z, 2025-12-20T00:00:00Z, 61",
        "2025-10-20T00:00:00Z, 2025-12-20T00:00:00Z, 720",
        "2025-11-01T07:11:13.017Z, 2025-11-30T00:00:00.001Z, 7",
        "2025-11-01T00:00:00Z, 2025-11-01T00:00:00.007Z, 3",
        "2025-11-02T00:00:00Z, 2025-12-01T00:00:00Z, 1",
        "2030-01-01T00:00:00Z, 2031-01-01T00:00:00Z, 100"
    })
    void aChartHasTheCourseWithinEachColumn(Instant from, Instant to, int columns) {
        long micros = Duration.between(from, to).toMillis() * 1_000;
        long width = (micros + columns - 1) / columns;
        TreeMap<String, TreeMap<Instant, List<Amounts>>> cells = new TreeMap<>();
        model.accounts.forEach((account, snapshots) -> snapshots
                .subMap(from, to)
                .forEach((time, balances) -> balances.forEach((currency, amounts) -> {
                    long column = Duration.between(from, time).toMillis() * 1_000 / width;
                    cells.computeIfAbsent(account + " | " + columns(currency), key -> new TreeMap<>())
                            .computeIfAbsent(from.plusNanos(column * width * 1_000), key -> new ArrayList<>())
                            .add(amounts);
                })));
        List<String> expected = new ArrayList<>();
        cells.forEach((series, starts) -> starts.forEach((start, all) -> expected.add(line(
                series,
                start,
                stripped(all.get(0).total()),
                stripped(Collections.min(totals(all))),
                stripped(Collections.max(totals(all))),
                stripped(all.get(all.size() - 1).total()),
                stripped(Collections.max(
                        all.stream().map(CourseOfBalancesTest::locked).toList())),
                all.size()))));

        List<String> rows = history.rows(
                // Of equal amounts with other digits, either can be the lowest.
                "select account, wallet, currency, column_start, trim_scale(first), trim_scale(lowest),"
                        + " trim_scale(highest), trim_scale(last), trim_scale(highest_locked), snapshots"
                        + " from balance_chart(?, ?, ?)",
                ReportHistory.at(from),
                ReportHistory.at(to),
                columns);

        assertThat(rows).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(cells.values()).allMatch(starts -> starts.size() <= columns);
    }

    private static List<BigDecimal> totals(List<Amounts> all) {
        return all.stream().map(Amounts::total).toList();
    }

    private static BigDecimal stripped(BigDecimal number) {
        return number.stripTrailingZeros();
    }

    @Test
    void aChartWithoutColumnsIsRejected() {
        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> history.rows("select * from balance_chart('2025-11-01Z', '2025-12-01Z', 0)"))
                .withMessageContaining("division by zero");
        assertThat(history.rows("select * from balance_chart('2025-12-01Z', '2025-11-01Z', 9)"))
                .isEmpty();
    }

    @ParameterizedTest
    @Tag("T6")
    @CsvSource({
        "2025-10-20T00:00:00Z, 2025-12-20T00:00:00Z, America/Havana",
        "2025-10-31T04:00:00Z, 2025-11-05T05:00:00Z, America/Havana",
        "2025-11-01T12:00:00Z, 2025-11-03T12:00:00Z, UTC",
        "2025-11-30T18:15:00Z, 2025-12-31T18:15:00Z, Asia/Kathmandu",
        "2025-09-01T00:00:00Z, 2025-11-01T00:00:00Z, -03:30"
    })
    void eachDayOfTheRangeHasARow(Instant from, Instant to, String zone) {
        ZoneId place = ZoneId.of(zone);
        List<String> expected = new ArrayList<>();
        model.accounts.forEach((account, snapshots) -> {
            LocalDate last = to.minusNanos(1).atZone(place).toLocalDate();
            for (LocalDate day = from.atZone(place).toLocalDate(); !day.isAfter(last); day = day.plusDays(1)) {
                Instant start = day.atStartOfDay(place).toInstant();
                Instant end = day.plusDays(1).atStartOfDay(place).toInstant();
                TreeSet<Instant> times =
                        new TreeSet<>(snapshots.subMap(start, end).keySet());
                expected.add(line(
                        account,
                        day,
                        times.size(),
                        times.isEmpty() ? null : times.first(),
                        times.isEmpty() ? null : times.last(),
                        longest(start, times, end)));
            }
        });

        assertThat(history.rows(
                        "select account, day, snapshots, first_time, last_time,"
                                + " (extract(epoch from longest_gap) * 1000)::bigint from snapshot_day(?, ?, ?)",
                        zone,
                        ReportHistory.at(from),
                        ReportHistory.at(to)))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    private static long longest(Instant start, TreeSet<Instant> times, Instant end) {
        long longest = 0;
        Instant before = start;
        for (Instant time : times) {
            longest = Math.max(longest, Duration.between(before, time).toMillis());
            before = time;
        }
        return Math.max(longest, Duration.between(before, end).toMillis());
    }

    @Test
    void theDaysWithoutBoundsStartWithTheAccountAndEndToday() {
        history.account("started", "6 hours", "2025-12-30T12:00:00Z");
        history.snapshot("started", Instant.parse("2025-12-31T06:00:00Z"), "BTC 1 1");
        model.accounts.put("started", new TreeMap<>(Map.of(Instant.parse("2025-12-31T06:00:00Z"), amounts("BTC 1 1"))));
        String days = " from snapshot_day('UTC', null, 'infinity') where account = 'started'";

        assertThat(history.rows("select day, snapshots, expected_snapshots" + days + " order by day limit 3"))
                .containsExactly("2025-12-30 | 0 | 4", "2025-12-31 | 1 | 4", "2026-01-01 | 0 | 4");
        assertThat(history.rows(
                        "select max(day) = (now() at time zone 'UTC')::date, count(*) = count(distinct day)" + days))
                .containsExactly("true | true");
        assertThat(history.rows("select longest_gap <= now() - date_trunc('day', now(), 'UTC')" + days
                        + " order by day desc limit 1"))
                .containsExactly("true");
        assertThat(history.rows("select day, expected_snapshots from snapshot_day('UTC', '2025-12-29Z', '2025-12-31Z')"
                        + " where account = 'started' order by day"))
                .as("before the account, nothing was expected")
                .containsExactly("2025-12-29 | -", "2025-12-30 | 4");
    }

    @Test
    void aDayWithAClockChangeExpectsItsOwnNumber() {
        history.account("hourly", "1 hour", "2026-01-01T00:00:00Z");
        model.accounts.put("hourly", new TreeMap<>());

        assertThat(history.rows("select day, expected_snapshots, extract(epoch from longest_gap)::int / 3600"
                        + " from snapshot_day('Europe/Berlin', '2026-03-28 12:00Z', '2026-03-30 12:00Z')"
                        + " where account = 'hourly' order by day"))
                .containsExactly("2026-03-28 | 24 | 24", "2026-03-29 | 23 | 23", "2026-03-30 | 24 | 24");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Europe/Atlantis", "Foo5", "CET"})
    void daysOfAnUnknownZoneAreRejectedEvenWithoutAnAccount(String zone) {
        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(
                        () -> history.rows("select * from snapshot_day(?, null, null) where account = 'nobody'", zone))
                .withMessageContaining("zone");
    }

    private static List<Instant> instants() {
        Random random = new Random(SEED);
        List<Instant> instants = new ArrayList<>(List.of(FROM.minus(Duration.ofDays(30)), TO));
        List<Instant> times = model.accounts.values().stream()
                .flatMap(s -> s.keySet().stream())
                .toList();
        for (int i = 0; i < 10; i++) {
            Instant time = times.get(random.nextInt(times.size()));
            instants.add(time);
            instants.add(time.plus(Duration.ofDays(random.nextInt(9))).plusMillis(random.nextInt(3)));
        }
        return instants;
    }
}
