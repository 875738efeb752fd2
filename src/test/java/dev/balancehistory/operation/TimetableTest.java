package dev.balancehistory.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.balancehistory.balance.Outcome;
import dev.balancehistory.balance.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
        "@weekly, UTC, PT168H",
        "0 0 0 1 * *, UTC, PT744H"
    })
    void anEvenOneHasAPeriod(String cron, ZoneId zone, Duration period) {
        assertThat(Timetable.of(cron, zone).period(NEW_YEAR)).isEqualTo(period);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0 0 9-17 * * *",
                "* * 9 * * *",
                "0 0 2 * * MON-FRI",
                "0 */40 * * * *",
                "0 * * * 1 *",
                "0 0 0 31 2 *"
            })
    void anUnevenOneHasNone(String cron) {
        assertThat(Timetable.of(cron, ZoneId.of("UTC")).period(NEW_YEAR)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "0 */5 * * * *, 2026-01-01T12:04:59.999Z, 2026-01-01T12:00:00Z",
        "0 */5 * * * *, 2026-01-01T12:05:00Z, 2026-01-01T12:05:00Z",
        "* * 9 * * *, 2026-01-02T08:00:00Z, 2026-01-01T09:59:59Z",
        "0 0 0 29 2 *, 2027-12-31T00:00:00Z, 2024-02-29T00:00:00Z"
    })
    void theLastTickIsFoundHoweverFarBack(String cron, Instant at, Instant last) {
        assertThat(Timetable.of(cron, ZoneId.of("UTC")).last(at)).isEqualTo(last);
    }

    @Test
    void neverCameIsNoTick() {
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

    /** An hour that comes twice is two hours, one that is left out is none: the ticks go on evenly. */
    @ParameterizedTest
    @ValueSource(strings = {"2026-03-28T20:00:00Z", "2026-10-24T20:00:00Z"})
    void hoursGoOnEvenlyOverAChangeOfTheClocks(Instant evening) {
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
    void aDayIsAsLongAsItIsThere(Instant noon, int hours) {
        Timetable daily = Timetable.of("0 0 0 * * *", ZoneId.of("Europe/Berlin"));
        Instant midnight = daily.next(noon);

        assertThat(Duration.between(midnight, daily.next(midnight))).hasHours(hours);
    }

    @ParameterizedTest
    @CsvSource({
        "0 */5 9-17 * * *, 2026-01-01T17:55:00Z, PT5M",
        "0 */5 9-17 * * *, 2026-01-01T09:00:00Z, PT5M",
        "0 0 * * * *, 2026-01-01T09:00:00Z, PT1H"
    })
    void patienceEndsWithTheNearerNeighbour(String cron, Instant tick, Duration patience) {
        assertThat(Timetable.of(cron, ZoneId.of("UTC")).patience(tick)).isEqualTo(patience);
    }
}
