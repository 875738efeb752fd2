package dev.balancehistory.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpreadsheetMarkTest {
    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "-", "=cmd|'/c x'!A1", "'=1", "'"})
    void aFormulaIsMarked(String text) {
        assertThat(SpreadsheetMark.text(text)).isEqualTo("'" + text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"007", "1E5", "TRUE", "wahr", "1-2", "2026-10", "1/4", "3 May", "12:30", "1e5", "5 pm", "참"})
    void aNumberADateOrATruthValueIsMarked(String text) {
        assertThat(SpreadsheetMark.text(text)).isEqualTo("'" + text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1INCH", "may", "main-2", "USDT", "true love", "BTC", "a=b", " =1", "a'=1", ""})
    void otherTextIsUnchanged(String text) {
        assertThat(SpreadsheetMark.text(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "-1.50, -1.50",
                "1234.567890123456789012, '1234.567890123456789012",
                "123456789012345, 123456789012345",
                "1234567890123456, '1234567890123456",
                "1000000000000000000, 1000000000000000000",
                "0.000123456789012345, 0.000123456789012345",
                "0, 0"
            })
    void aNumberThatWouldBeRoundedIsMarked(String number, String cell) {
        assertThat(SpreadsheetMark.number(number)).isEqualTo(cell);
    }
}
