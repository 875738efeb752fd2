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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A period starts as in java.time, in every zone and for any zone of the session. */
class PeriodStartTest {
    private static final List<String> SESSIONS = List.of("America/Havana", "Pacific/Kiritimati");
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
        List<String> periods = List.of("hour", "day", "week", "month", "year");
        for (int i = 0; i < periods.size(); i++) {
            history.timeZone(SESSIONS.get(i % SESSIONS.size()));
            assertStarts(periods.get(i), ZoneId.of(zone), instants(ZoneId.of(zone)));
        }
    }

    @ParameterizedTest
    @Tag("T6")
    @CsvSource({
        "day,  Africa/Cairo,      2024-04-26T10:00:00Z, 2024-04-25T22:00:00Z",
        "day,  Asia/Beirut,       2025-03-30T10:00:00Z, 2025-03-29T22:00:00Z",
        "day,  America/Havana,    2025-11-02T05:30:00Z, 2025-11-02T04:00:00Z",
        "day,  Atlantic/Azores,   2025-10-26T01:30:00Z, 2025-10-26T00:00:00Z",
        "day,  Europe/Berlin,     2025-03-30T12:00:00Z, 2025-03-29T23:00:00Z",
        "day,  Asia/Kathmandu,    2025-06-01T12:00:00Z, 2025-05-31T18:15:00Z",
        // The first minute does not exist, and java.time's truncatedTo names an instant that is still to come.
        "hour, Pacific/Chatham,   2025-09-27T14:05:00Z, 2025-09-27T14:00:00Z",
        "hour, Antarctica/Casey,  2020-10-03T16:05:00Z, 2020-10-03T16:01:00Z"
    })
    void aPeriodStartsWithItsFirstInstant(String period, String zone, String at, String start) {
        history.timeZone("UTC");

        assertThat(history.rows("select balance_period_start(?, ?, ?)", ReportHistory.at(at), period, zone))
                .containsExactly(start);
    }

    /** In zones whose clocks change by an hour, half an hour, two hours, and 45 minutes at a quarter to four. */
    @ParameterizedTest
    @Tag("T6")
    @ValueSource(
            strings = {
                "UTC",
                "Europe/Berlin",
                "America/Havana",
                "Africa/Cairo",
                "Australia/Lord_Howe",
                "Antarctica/Troll",
                "Pacific/Apia",
                "Pacific/Chatham",
                "-03:30"
            })
    void eachInstantIsInOnePeriodWithItsOwnLabel(String zone) {
        history.timeZone("UTC");
        List<Instant> around = instants(ZoneId.of(zone));
        for (String period : List.of("hour", "day", "week", "month", "year")) {
            assertThat(history.rows("""
                            select at, p
                              from unnest(?::timestamptz[]) at
                             cross join lateral (select balance_period(at, z.period, z.zone) as p, z.* from
                                                 (select ? as period, ? as zone) z offset 0) x
                             cross join lateral (select balance_period((p).period_end, x.period, x.zone) as next,
                                                        balance_period((p).period_end - interval '1 ms', x.period, x.zone)
                                                            as last
                                                 offset 0) y
                             where not ((p).period_start <= at and at < (p).period_end
                                        and last = p and (next).period_start = (p).period_end
                                        and (next).period <> (p).period)
                            """, texts(around), period, zone))
                    .as("%s in %s", period, zone)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2026-10-31T13:30:00Z, hour,  UTC,              2026-10-31T13",
        "2026-10-25T00:30:00Z, hour,  Europe/Berlin,    2026-10-25T02+02:00",
        "2026-10-25T01:30:00Z, hour,  Europe/Berlin,    2026-10-25T02+01:00",
        "2026-11-01T05:30:00Z, hour,  America/New_York, 2026-11-01T01-04:00",
        "2014-04-05T14:05:00Z, hour,  Pacific/Chatham,  2014-04-06T03+13:45",
        "2026-10-31T15:30:00Z, day,   Asia/Seoul,       2026-11-01",
        "2027-01-03T12:00:00Z, week,  UTC,              2026-W53",
        "2026-10-31T15:30:00Z, month, Asia/Seoul,       2026-11",
        "2026-12-31T15:30:00Z, year,  +09:00,           2027"
    })
    void aLabelIsThatOfTheLocalTime(String at, String period, String zone, String label) {
        history.timeZone("America/Havana");

        assertThat(history.rows("select (balance_period(?, ?, ?)).period", ReportHistory.at(at), period, zone))
                .containsExactly(label);
    }

    private static String[] texts(List<Instant> instants) {
        return instants.stream().map(Instant::toString).toArray(String[]::new);
    }

    private static void assertStarts(String period, ZoneId zone, List<Instant> instants) {
        List<String> starts = history.rows(
                "select balance_period_start(at, ?, ?) from unnest(?::timestamptz[]) with ordinality as i (at, place)"
                        + " order by place",
                period,
                zone.getId(),
                texts(instants));

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
