package dev.balancehistory.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A period starts as in java.time, in every zone and for any zone of the session. */
class PeriodStartTest {
    private static final Instant FROM = Instant.parse("2011-12-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2026-01-01T00:00:00Z");

    private static ReportHistory history;

    @BeforeAll
    static void open() {
        history = new ReportHistory();
    }

    @AfterAll
    static void close() {
        history.close();
    }

    @ParameterizedTest
    @Tag("T6")
    @ValueSource(
            strings = {
                "UTC",
                "Europe/Berlin",
                "America/New_York",
                // Half hours and quarters.
                "Asia/Kolkata",
                "Asia/Kathmandu",
                "America/St_Johns",
                // A change of half an hour.
                "Australia/Lord_Howe",
                // Midnights that do not exist.
                "Africa/Cairo",
                "Asia/Beirut",
                "America/Sao_Paulo",
                "Asia/Tehran",
                // Midnights that come twice.
                "America/Havana",
                "Atlantic/Azores",
                // A change of two hours, and a day that was left out.
                "Antarctica/Troll",
                "Pacific/Apia",
                "+02:00",
                "-03:30",
                "UTC+05:45",
                "Z"
            })
    void aPeriodStartsAtTheSameInstantAsInJava(String zone) {
        for (String session : List.of("UTC", "America/Havana", "Pacific/Kiritimati")) {
            history.timeZone(session);
            for (String period : List.of("hour", "day", "week", "month", "year")) {
                assertStarts(period, ZoneId.of(zone), instants(ZoneId.of(zone)));
            }
        }
    }

    @ParameterizedTest
    @Tag("T6")
    @CsvSource({
        "Africa/Cairo,      2024-04-26T10:00:00Z, 2024-04-25T22:00:00Z",
        "Asia/Beirut,       2025-03-30T10:00:00Z, 2025-03-29T22:00:00Z",
        "America/Havana,    2025-11-02T05:30:00Z, 2025-11-02T04:00:00Z",
        "Atlantic/Azores,   2025-10-26T01:30:00Z, 2025-10-26T00:00:00Z",
        "Europe/Berlin,     2025-03-30T12:00:00Z, 2025-03-29T23:00:00Z",
        "Asia/Kathmandu,    2025-06-01T12:00:00Z, 2025-05-31T18:15:00Z"
    })
    void aDayStartsWithItsFirstInstant(String zone, String at, String start) {
        history.timeZone("UTC");

        assertThat(history.rows("select balance_period_start(?, 'day', ?)", ReportHistory.at(at), zone))
                .containsExactly(start);
    }

    /** There, java.time's truncatedTo names an instant that is still to come. */
    @ParameterizedTest
    @Tag("T6")
    @CsvSource({
        "Pacific/Chatham,  2025-09-27T14:05:00Z, 2025-09-27T14:00:00Z",
        "Antarctica/Casey, 2020-10-03T16:05:00Z, 2020-10-03T16:01:00Z"
    })
    void anHourWithoutItsFirstMinuteStartsAfterTheGap(String zone, String at, String start) {
        history.timeZone("UTC");

        assertThat(history.rows("select balance_period_start(?, 'hour', ?)", ReportHistory.at(at), zone))
                .containsExactly(start);
    }

    private static void assertStarts(String period, ZoneId zone, List<Instant> instants) {
        Object[] times = instants.stream().map(ReportHistory::at).toArray();
        List<String> starts = history.rows(
                "select balance_period_start(at, ?, ?) from unnest(?::timestamptz[]) with ordinality as i (at, place)"
                        + " order by place",
                period,
                zone.getId(),
                Stream.of(times).map(Object::toString).toArray(String[]::new));

        assertThat(starts)
                .as("%s in %s", period, zone)
                .containsExactlyElementsOf(instants.stream()
                        .map(at -> start(period, at.atZone(zone)).toString())
                        .toList());
    }

    private static Instant start(String period, ZonedDateTime at) {
        LocalDate date = at.toLocalDate();
        Function<LocalDate, Instant> start =
                day -> day.atStartOfDay(at.getZone()).toInstant();
        return switch (period) {
            case "hour" -> at.truncatedTo(ChronoUnit.HOURS).toInstant();
            case "day" -> start.apply(date);
            case "week" -> start.apply(date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)));
            case "month" -> start.apply(date.withDayOfMonth(1));
            default -> start.apply(date.withDayOfYear(1));
        };
    }

    /** Times around every change of the clocks, and one in each month. */
    private static List<Instant> instants(ZoneId zone) {
        List<Instant> instants = new ArrayList<>();
        for (Instant at = FROM; at.isBefore(TO); at = at.plus(Duration.ofHours(731))) {
            instants.add(at);
        }
        ZoneOffsetTransition change = zone.getRules().nextTransition(FROM);
        while (change != null && change.getInstant().isBefore(TO)) {
            for (int minutes = -1560; minutes <= 1560; minutes += 15) {
                Instant at = change.getInstant().plus(Duration.ofMinutes(minutes));
                instants.add(at);
                instants.add(at.minusMillis(1));
            }
            change = zone.getRules().nextTransition(change.getInstant());
        }
        return instants;
    }
}
