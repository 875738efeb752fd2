package dev.balancehistory.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.ZoneId;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A time of the command line is a month, a date, a local time or an instant. */
@Tag("T6")
class TimesTest {
    @ParameterizedTest
    @CsvSource({
        "2026-10, UTC, 2026-10-01T00:00:00Z",
        "2026-10, Asia/Seoul, 2026-09-30T15:00:00Z",
        "2026-10-31, Asia/Seoul, 2026-10-30T15:00:00Z",
        // Midnight does not exist, so that the day starts later.
        "2024-04-26, Africa/Cairo, 2024-04-25T22:00:00Z",
        "2026-10-31T12:30, Asia/Seoul, 2026-10-31T03:30:00Z",
        "2026-10-31 12:30, Asia/Seoul, 2026-10-31T03:30:00Z",
        "2026-10-31T12:30:15.123, -03:30, 2026-10-31T16:00:15.123Z",
        "2026-10-31T24:00, Asia/Seoul, 2026-10-31T15:00:00Z",
        "2026-10-31 24:00:00, UTC, 2026-11-01T00:00:00Z",
        "2026-10-31T12:30:00Z, Asia/Seoul, 2026-10-31T12:30:00Z",
        "2026-10-31 12:30Z, Asia/Seoul, 2026-10-31T12:30:00Z",
        "2026-10-31T12:30+09:00, UTC, 2026-10-31T03:30:00Z",
        "2026-10-25T02:30+01:00, Europe/Berlin, 2026-10-25T01:30:00Z",
        "2026-10-25T01:59:59.999, Europe/Berlin, 2026-10-24T23:59:59.999Z",
        "2026-10-25T03:00, Europe/Berlin, 2026-10-25T02:00:00Z"
    })
    void aTimeIsReadInTheZone(String text, String zone, String instant) {
        assertThat(Times.read(text, ZoneId.of(zone))).hasToString(instant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "today",
                "2026",
                "2026-13",
                "2026-02-30",
                "2026-1-1",
                "2026-10-31T",
                "2026-10-31  12:00",
                "2026-10-31T25:00",
                "2026-10-31T24:01",
                "2026-10-31T24:00Z",
                "2026-02-30T24:00",
                "0000-01-01",
                "-0044-03-15",
                "+12000-01-01T00:00:00Z",
                "31.10.2026",
                "2026-W44"
            })
    void anotherTextIsRejected(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Times.read(text, ZoneId.of("UTC")))
                .withMessage("'" + text + "' is not a time such as 2026-01, 2026-01-31, 2026-01-31T12:00 or"
                        + " 2026-01-31T12:00:00Z");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2026-10-25 02:00 | Europe/Berlin | '2026-10-25T02:00' occurs twice in Europe/Berlin: use 2026-10-25T02:00+02:00 or 2026-10-25T02:00+01:00
            2026-04-05T01:45 | Australia/Lord_Howe | '2026-04-05T01:45' occurs twice in Australia/Lord_Howe: use 2026-04-05T01:45+11:00 or 2026-04-05T01:45+10:30
            2026-03-29T02:59:59 | Europe/Berlin | '2026-03-29T02:59:59' does not exist in Europe/Berlin: clocks are set from 2026-03-29T02:00 to 2026-03-29T03:00
            2024-04-26T00:00 | Africa/Cairo | '2024-04-26T00:00' does not exist in Africa/Cairo: clocks are set from 2024-04-26T00:00 to 2024-04-26T01:00
            """, quoteCharacter = '`')
    void aLocalTimeThatIsNotOneInstantIsRejected(String text, String zone, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Times.read(text, ZoneId.of(zone)))
                .withMessage(message);
    }
}
