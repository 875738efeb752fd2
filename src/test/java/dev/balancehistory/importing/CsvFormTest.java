package dev.balancehistory.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.balancehistory.cli.DecimalSign;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvFormTest {
    private static CsvForm decimal(DecimalSign sign) {
        return new CsvForm(sign, null);
    }

    private static CsvForm zone(String zone) {
        return new CsvForm(DecimalSign.POINT, ZoneId.of(zone));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            POINT | 1.50                   | 1.50
            POINT | '1234567.8901234567890 | 1234567.8901234567890
            POINT | '-0.1234567890123456   | -0.1234567890123456
            COMMA | 1,50                   | 1.50
            COMMA | 2                      | 2
            COMMA | '1234567,8901234567890 | 1234567.8901234567890
            """)
    void anAmountKeepsAllItsDigits(DecimalSign sign, String cell, BigDecimal amount) {
        assertThat(decimal(sign).amount(cell)).isEqualTo(amount);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            POINT | 1,50      | has a comma; if it separates decimals, use --decimal=comma
            POINT | 1,234.50  | has a comma
            COMMA | 1.234,50  | has a point, and --decimal=comma is given
            COMMA | 1.234     | has a point
            COMMA | 1,2,3     | is not a number
            POINT | 1E+05     | has an exponent, as spreadsheets write what they have rounded
            COMMA | 1,5e5     | has an exponent
            POINT | ''1       | is not a number
            POINT | '         | is not a number
            POINT | ``        | is not a number
            POINT | 1 234     | is not a number
            """)
    void anAmountThatCanMeanTwoNumbersIsRejected(DecimalSign sign, String cell, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> decimal(sign).amount(cell))
                .withMessageStartingWith(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "UTC,           2026-10-01 11:59:59.004, 2026-10-01T11:59:59.004Z",
        "Asia/Seoul,    2026-10-01 11:59:59.004, 2026-10-01T02:59:59.004Z",
        "Europe/Berlin, 2026-07-01 00:00:00.000, 2026-06-30T22:00:00Z",
        "Europe/Berlin, 2026-01-01T00:00:00Z,    2026-01-01T00:00:00Z"
    })
    void aLocalTimeIsReadInTheNamedZone(String zone, String cell, String instant) {
        assertThat(zone(zone).time(cell)).hasToString(instant);
    }

    @Test
    void aCommaMayPrecedeTheMilliseconds() {
        assertThat(zone("UTC").time("2026-10-01 11:59:59,004")).hasToString("2026-10-01T11:59:59.004Z");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-10-25 02:30:00.000, occurs twice in Europe/Berlin",
        "2026-03-29 02:30:00.000, never occurs in Europe/Berlin",
        "2026-02-30 02:30:00.000, is not a time in milliseconds",
        "2026-10-01 11:59:59,     is not a time in milliseconds",
        "2026-10-01 11:59,        is not a time in milliseconds",
        "01.10.2026 11:59,        is not an instant in milliseconds"
    })
    void aLocalTimeThatIsNotOneInstantIsRejected(String cell, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> zone("Europe/Berlin").time(cell))
                .withMessage(reason);
    }

    @Test
    void aLocalTimeNeedsAZone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CsvForm.PLAIN.time("2026-10-01 11:59:59.004"))
                .withMessage("is a local time: name its zone by --zone");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1234.56789012345 12.3456789012345 1                   | 2
            1234.56789012345 12.3456789012345 1.234567890123456   | 0
            1.234567890123456 1234.56789012345 12.3456789012345   | 0
            1234.56789012345 1234.56789012346 0.5                 | 0
            1234567.12345678 12345.67890123 7654321.87654321      | 0
            1234.5678901234500 -12.3456789012345                  | 2
            123456789012345 12345678901234500 12.3456789012345    | 0
            """)
    void roundingShowsInDecimalsThatDependOnTheSize(String amounts, long count) {
        RoundedAmounts rounded = new RoundedAmounts();
        List<BigDecimal> all =
                Stream.of(amounts.split(" ")).map(BigDecimal::new).toList();

        all.forEach(rounded::add);

        assertThat(rounded.count()).isEqualTo(count);
    }
}
