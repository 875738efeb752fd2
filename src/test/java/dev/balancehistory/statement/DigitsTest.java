package dev.balancehistory.statement;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DigitsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                // number       | head | groups  | fraction | zeros
                "0              | 0    | ''      | ''       | ''",
                "0.00           | 0    | ''      | ''       | .00",
                "7.0            | 7    | ''      | .0       | ''",
                "500.00000000   | 500  | ''      | ''       | .00000000",
                "1313966.42     | 1    | 313 966 | .42      | ''",
                "-1234.5000     | '-1' | 234     | .5       | 000",
                "-123456        | -123 | 456     | ''       | ''",
                "41.10          | 41   | ''      | .10      | ''",
                "0.000000000000000001 | 0 | ''   | .000000000000000001 | ''"
            })
    void aNumberIsSplitAtItsSeparatorsAndTrailingZeros(
            String number, String head, String groups, String fraction, String zeros) {
        Digits digits = Digits.of(new BigDecimal(number));

        assertThat(digits.head()).isEqualTo(head);
        assertThat(String.join(" ", digits.groups())).isEqualTo(groups);
        assertThat(digits.fraction()).isEqualTo(fraction);
        assertThat(digits.zeros()).isEqualTo(zeros);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0", "0.0", "1E-18", "-0.10", "1234567890123456789012345678901234567890.123", "1E+3", "100000"})
    void thePartsAreTheWholeNumber(String text) {
        BigDecimal number = new BigDecimal(text);
        Digits digits = Digits.of(number);

        assertThat(digits.head() + String.join("", digits.groups()) + digits.fraction() + digits.zeros())
                .isEqualTo(digits.plain())
                .isEqualTo(number.toPlainString());
    }

    @Test
    void aChangeHasASign() {
        assertThat(Digits.ofChange(new BigDecimal("1000.5")).plain()).isEqualTo("+1000.5");
        assertThat(Digits.ofChange(new BigDecimal("1000.5")).head()).isEqualTo("+1");
        assertThat(Digits.ofChange(new BigDecimal("-3")).plain()).isEqualTo("-3");
        assertThat(Digits.ofChange(new BigDecimal("0.00")).plain()).isEqualTo("0.00");
    }
}
