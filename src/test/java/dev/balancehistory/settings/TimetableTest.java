package dev.balancehistory.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimetableTest {
    private static final Instant NEW_YEAR = Instant.parse("2026-01-01T00:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "* * * * * *, UTC, PT1S",
        "*/2 * * * * *, UTC, PT2S",
        "0 * * * * *, UTC, PT1M",
        "0 */5 * * * *, America/New_York, PT5M",
        "@hourly, Europe/Berlin, PT1H",
        "0 0 2 * * *, UTC, PT24H",
        "0 0 12 * * *, Europe/Berlin, PT24H",
        "0 30 2 * * *, Europe/Berlin, PT24H",
        "@hourly, Australia/Lord_Howe, PT1H",
        "'0 15,45 * * * *', UTC, PT30M",
        "0 7/20 * * * *, UTC, PT20M",
        "0 0 2 ? * *, UTC, PT24H",
        "0 0 2 * * MON, UTC, PT168H",
        "@weekly, UTC, PT168H"
    })
    void anEvenTimetableHasAPeriod(String cron, ZoneId zone, Duration period) {
        assertThat(Timetable.of(cron, zone).period()).isEqualTo(period);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0 0 9-17 * * *",
                "* * 9 * * *",
                "0 0 2 * * MON-FRI",
                "0 */40 * * * *",
                "0 5,20 * * * *",
                "0 0 2 * * MON,WED",
                "0 0 2 * * FRI#1",
                "0 0 2 * * FRIL",
                "0 * * * 1 *",
                "@monthly",
                "0 0 0 31 2 *"
            })
    void anUnevenTimetableHasNoPeriod(String cron) {
        assertThat(Timetable.of(cron, ZoneId.of("UTC")).period()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "0 */5 * * * *, 2026-01-01T12:04:59.999Z, 2026-01-01T12:00:00Z",
        "0 */5 * * * *, 2026-01-01T12:05:00Z, 2026-01-01T12:05:00Z",
        "* * 9 * * *, 2026-01-02T08:00:00Z, 2026-01-01T09:59:59Z",
        "0 0 0 29 2 *, 2027-12-31T00:00:00Z, 2024-02-29T00:00:00Z"
    })
    void theLastTickIsFoundAnyTimeBack(String cron, Instant at, Instant last) {
        assertThat(Timetable.of(cron, ZoneId.of("UTC")).last(at)).isEqualTo(last);
    }

    @Test
    void anImpossibleDateHasNoLastTick() {
        assertThat(Timetable.of("0 0 0 31 2 *", ZoneId.of("UTC")).last(NEW_YEAR))
                .isNull();
    }

    @Test
    void theFirstTickMayBeInThisVerySecond() {
        Timetable timetable = Timetable.of("0 * * * * *", ZoneId.of("UTC"));

        assertThat(timetable.first(Instant.parse("2026-01-01T12:00:00.900Z"))).isEqualTo("2026-01-01T12:00:00Z");
        assertThat(timetable.first(Instant.parse("2026-01-01T12:00:01Z"))).isEqualTo("2026-01-01T12:01:00Z");
    }

    @Test
    void aTimeThatNeverComesIsAMistake() {
        assertThatThrownBy(() -> Timetable.of("0 0 0 31 2 *", ZoneId.of("UTC")).first(NEW_YEAR))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.outcome()).isEqualTo(Outcome.CONFIGURATION))
                .hasMessageContaining("0 0 0 31 2 *");
    }

    /** An hour that comes twice is two hours, and a skipped one does not count: the ticks are even. */
    @ParameterizedTest
    @ValueSource(strings = {"2026-03-28T20:00:00Z", "2026-10-24T20:00:00Z"})
    void hoursAreEvenOverAChangeOfTheClocks(Instant evening) {
        Timetable hourly = Timetable.of("0 0 * * * *", ZoneId.of("Europe/Berlin"));
        List<Instant> ticks = new ArrayList<>();
        Instant tick = evening;
        for (int i = 0; i < 12; i++) {
            tick = hourly.next(tick);
            ticks.add(tick);
        }

        assertThat(ticks)
                .hasSize(12)
                .allSatisfy(each -> assertThat(Duration.between(evening, each).toMinutesPart())
                        .isZero());
        assertThat(Duration.between(ticks.get(0), ticks.get(11))).isEqualTo(Duration.ofHours(11));
    }

    @ParameterizedTest
    @CsvSource({"2026-03-28T12:00:00Z, 23", "2026-10-24T12:00:00Z, 25"})
    void aDayHasItsLengthInTheZone(Instant noon, int hours) {
        Timetable daily = Timetable.of("0 0 0 * * *", ZoneId.of("Europe/Berlin"));
        Instant midnight = daily.next(noon);

        assertThat(Duration.between(midnight, daily.next(midnight))).hasHours(hours);
    }

    /** With what a clock can do: half an hour, two hours, winter for summer, a month of its own, midnight. */
    private static final List<String> ZONES = List.of(
            "Australia/Lord_Howe",
            "Antarctica/Troll",
            "Europe/Dublin",
            "Africa/Casablanca",
            "America/Santiago",
            "America/Havana",
            "Asia/Beirut",
            "America/New_York",
            "Europe/Berlin",
            "America/Scoresbysund",
            "Asia/Kathmandu");

    static Stream<Arguments> aYearInEachZone() {
        return ZONES.stream()
                .flatMap(zone -> Stream.of(
                                "0 0 * * * *",
                                "0 30 * * * *",
                                "0 0 0 * * *",
                                "0 30 0 * * *",
                                "0 0 2 * * *",
                                "0 30 2 * * *",
                                "0 30 23 * * *")
                        .map(cron -> arguments(cron, ZoneId.of(zone))));
    }

    /** The test checks the zone's clock all year long, step by step. */
    @ParameterizedTest
    @MethodSource("aYearInEachZone")
    void overAYearNoTickIsLeftOutOrComesTwice(String cron, ZoneId zone) {
        Timetable timetable = Timetable.of(cron, zone);
        Timetable plain = timetable.in(ZoneOffset.UTC);
        Instant end = NEW_YEAR.plus(Duration.ofDays(366));
        List<Instant> ticks = new ArrayList<>();
        for (Instant tick = timetable.next(NEW_YEAR); tick.isBefore(end); tick = timetable.next(tick)) {
            assertThat(timetable.next(tick)).isAfter(tick);
            assertThat(timetable.next(tick.minusNanos(1))).isEqualTo(tick);
            if (ticks.size() < 300 || changes(zone, tick)) {
                assertThat(timetable.last(tick)).isEqualTo(tick);
                assertThat(timetable.last(timetable.next(tick).minusNanos(1))).isEqualTo(tick);
            }
            ticks.add(tick);
        }

        Set<Instant> shown = new TreeSet<>();
        Duration step = Duration.ofMinutes(15);
        for (Instant at = NEW_YEAR.plus(step); at.isBefore(end); at = at.plus(step)) {
            Instant local = at.atZone(zone).toLocalDateTime().toInstant(ZoneOffset.UTC);
            if (local.equals(plain.next(local.minusNanos(1)))) {
                shown.add(at);
            }
        }
        Set<Instant> served = new TreeSet<>(ticks);
        assertThat(served).hasSameSizeAs(ticks);
        assertThat(shown.stream().filter(tick -> !served.contains(tick))).isEmpty();
        assertThat(ticks.stream().filter(tick -> !shown.contains(tick)))
                .as("only where the clock leaves the time out")
                .allSatisfy(tick -> assertThat(zone.getRules()
                                .previousTransition(tick.plusNanos(1))
                                .getInstant())
                        .isBetween(tick.minus(Duration.ofHours(2)), tick));
        assertThat(timetable.last(end.minusNanos(1))).isEqualTo(ticks.get(ticks.size() - 1));
    }

    /** Returns whether the clock is changed within a day. */
    private static boolean changes(ZoneId zone, Instant at) {
        return !zone.getRules()
                .getOffset(at.minus(Duration.ofDays(1)))
                .equals(zone.getRules().getOffset(at.plus(Duration.ofDays(1))));
    }

    static Stream<Arguments> evenOnes() {
        return ZONES.stream()
                .flatMap(zone -> Stream.of(
                                arguments("0 */5 * * * *", zone, Duration.ofMinutes(5)),
                                arguments("0 0 * * * *", zone, Duration.ofHours(1)),
                                arguments("0 30 * * * *", zone, Duration.ofHours(1)))
                        // Of whose changes, by half an hour, an hour knows: see below.
                        .filter(one -> one.get()[2].equals(Duration.ofMinutes(5)) || !zone.contains("Howe")));
    }

    @ParameterizedTest
    @MethodSource("evenOnes")
    void minutesAndHoursAreEvenAllYear(String cron, ZoneId zone, Duration apart) {
        Timetable timetable = Timetable.of(cron, zone);
        Instant tick = timetable.next(NEW_YEAR);
        while (tick.isBefore(NEW_YEAR.plus(Duration.ofDays(366)))) {
            Instant next = timetable.next(tick);
            assertThat(Duration.between(tick, next)).as("from %s on", tick).isEqualTo(apart);
            if (changes(zone, tick)) {
                assertThat(timetable.last(next.minusNanos(1))).isEqualTo(tick);
            }
            tick = next;
        }
    }

    @ParameterizedTest
    @CsvSource({
        // In autumn the half hour before two comes twice, in spring the one after two is left out.
        "0 0 * * * *, Australia/Lord_Howe, 2026-04-04T14:00:00Z, 2026-04-04T15:30:00Z",
        "0 30 * * * *, Australia/Lord_Howe, 2026-04-04T14:30:00Z, 2026-04-04T15:00:00Z",
        "0 0 * * * *, Australia/Lord_Howe, 2026-10-03T14:30:00Z, 2026-10-03T15:30:00Z",
        "0 0 * * * *, Australia/Lord_Howe, 2026-10-03T15:30:00Z, 2026-10-03T16:00:00Z",
        // Left out: at what would have been its time.
        "0 30 2 * * *, Europe/Berlin, 2026-03-28T01:30:00Z, 2026-03-29T01:30:00Z",
        "0 30 2 * * *, Europe/Berlin, 2026-03-29T01:30:00Z, 2026-03-30T00:30:00Z",
        "0 0 2 * * *, Europe/Berlin, 2026-03-28T01:00:00Z, 2026-03-29T01:00:00Z",
        "0 0 0 * * *, America/Santiago, 2026-09-05T04:00:00Z, 2026-09-06T04:00:00Z",
        "0 0 0 * * *, America/Santiago, 2026-09-06T04:00:00Z, 2026-09-07T03:00:00Z",
        "0 0 0 * * *, Asia/Beirut, 2026-03-27T22:00:00Z, 2026-03-28T22:00:00Z",
        "0 0 0 * * *, America/Havana, 2026-03-07T05:00:00Z, 2026-03-08T05:00:00Z",
        // Twice: each time.
        "0 30 2 * * *, Europe/Berlin, 2026-10-24T00:30:00Z, 2026-10-25T00:30:00Z",
        "0 30 2 * * *, Europe/Berlin, 2026-10-25T00:30:00Z, 2026-10-25T01:30:00Z",
        "0 30 2 * * *, Europe/Berlin, 2026-10-25T01:30:00Z, 2026-10-26T01:30:00Z",
        // A day that an island left out.
        "0 0 12 * * *, Pacific/Apia, 2011-12-29T22:00:00Z, 2011-12-30T22:00:00Z",
        "0 0 12 * * *, Pacific/Apia, 2011-12-30T22:00:00Z, 2011-12-31T22:00:00Z"
    })
    void aSkippedTimeIsServedLateAndARepeatedTimeTwice(String cron, ZoneId zone, Instant after, Instant next) {
        assertThat(Timetable.of(cron, zone).next(after)).isEqualTo(next);
    }
}
