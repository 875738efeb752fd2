package dev.balancehistory.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeriodTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-01-02");

    @ParameterizedTest
    @CsvSource({
        "2026-10, 2026-10-01, 2026-11-01",
        "2026-12, 2026-12-01, 2027-01-01",
        "2026-Q1, 2026-01-01, 2026-04-01",
        "2026-Q4, 2026-10-01, 2027-01-01",
        "2026, 2026-01-01, 2027-01-01"
    })
    void aPeriodIsAMonthAQuarterOrAYear(String code, String first, String next) {
        Period period = Period.of(code, TODAY);

        assertThat(period.first()).hasToString(first);
        assertThat(period.next()).hasToString(next);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-02, last-month, 2025-12",
        "2026-03-31, last-month, 2026-02",
        "2026-01-02, last-quarter, 2025-Q4",
        "2026-12-31, last-quarter, 2026-Q3",
        "2026-12-31, last-year, 2025"
    })
    void aPeriodCanBeTheLastOne(LocalDate today, String text, String code) {
        assertThat(Period.of(text, today)).isEqualTo(Period.of(code, today));
    }

    @Test
    void aPeriodBeginsAndEndsAtMidnightOfItsZone() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");

        assertThat(Period.of("2025-10", TODAY).from(berlin)).isEqualTo(Instant.parse("2025-09-30T22:00:00Z"));
        assertThat(Period.of("2025-10", TODAY).to(berlin)).isEqualTo(Instant.parse("2025-10-31T23:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "2026-13", "2026-00", "2026-Q5", "2026-q1", "26-10", "2026-1", "0000", "2026-10-01", "02026"
            })
    void anotherTextIsRejected(String code) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Period.of(code, TODAY))
                .withMessageContaining("2026-Q4");
    }
}
