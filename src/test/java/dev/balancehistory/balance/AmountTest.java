package dev.balancehistory.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmountTest {
    private static final String FORTY = "1234567890123456789012345678901234567890";
    private static final String THIRTY = "123456789012345678901234567890";

    @ParameterizedTest
    @ValueSource(
            strings = {"0", "1", "-1", "0.1", "1000107794.9999858", "1.50", "0.00", "-0.000000000000000000000000000001"
            })
    void preservesEveryDigitAndTheScale(String text) {
        assertThat(Amount.read(text)).hasToString(new BigDecimal(text).toString());
        assertThat(Amount.read(text).toPlainString()).isEqualTo(text);
    }

    @ParameterizedTest
    @Tag("H6")
    @CsvSource({
        "1E+2, 100",
        "1e2, 100",
        "-1E2, -100",
        "1.5E+1, 15",
        "15E-1, 1.5",
        "-0, 0",
        "-0.0, 0.0",
        "0E-30, 0.000000000000000000000000000000",
        "0E+39, 0",
        "1E+39, 1000000000000000000000000000000000000000",
        "0.1E+40, 1000000000000000000000000000000000000000",
        "1E-30, 0.000000000000000000000000000001",
        "1E+00000000002, 100"
    })
    void readsAnExponentAsTheNumberThatItStandsFor(String text, BigDecimal number) {
        assertThat(Amount.read(text)).isEqualByComparingTo(number);
    }

    @Test
    @Tag("H7")
    void acceptsFortyDigitsBeforeThePointAndThirtyAfterItTogether() {
        for (String sign : new String[] {"", "-"}) {
            String most = sign + FORTY + "." + THIRTY;
            assertThat(Amount.read(most).toPlainString()).isEqualTo(most);
        }
    }

    @ParameterizedTest
    @Tag("H7")
    @ValueSource(
            strings = {
                FORTY + "1",
                "-" + FORTY + "1",
                FORTY + "1.5",
                "1E+40",
                "1.5E+40",
                "0E+40",
                "-1e+40",
                "1E+131072",
                "9E+131071",
                "1e999999999",
                "-1e999999999",
                "1E+2147483647"
            })
    void rejectsMoreThanFortyDigitsBeforeThePoint(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Amount.read(text))
                .withMessage("has more than 40 digits before the point");
    }

    @ParameterizedTest
    @Tag("H7")
    @ValueSource(
            strings = {
                "0." + THIRTY + "1",
                "0." + THIRTY + "0",
                "1E-31",
                "0E-31",
                "1.0E-30",
                "10E-31",
                "1e-999999999",
                "1E-16384",
                "1E-2147483647"
            })
    void rejectsMoreThanThirtyDecimalPlacesInsteadOfRounding(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Amount.read(text))
                .withMessage("has more than 30 decimal places");
    }

    @ParameterizedTest
    @Tag("H6")
    @ValueSource(
            strings = {
                "",
                " ",
                "1 ",
                " 1",
                "1,5",
                "1_000",
                "0x10",
                "NaN",
                "Infinity",
                "-Infinity",
                "1e",
                "e5",
                "-",
                "--1",
                "1.2.3",
                "1e1.5",
                "1e+",
                "one",
                "1\n",
                "1\u0000",
                "+1",
                ".5",
                "5.",
                "5.e1",
                "007",
                "-01",
                "\u0661",
                "\uff11"
            })
    void rejectsTextThatIsNotANumberOfJson(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Amount.read(text)).withMessage("is not a number");
    }

    @ParameterizedTest
    @Tag("H7")
    @ValueSource(
            strings = {"1e2147483649", "-1E+2147483649", "1e-2147483648", "0E-2147483648", "1e99999999999999999999"})
    void rejectsAnExponentThatBigDecimalCanNotHold(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Amount.read(text))
                .withMessage("has an exponent that no amount can need");
    }

    @ParameterizedTest
    @Tag("H6")
    @ValueSource(ints = {101, 1_000, 10_000, 1_000_000})
    void rejectsALongTextWithoutReadingIt(int length) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Amount.read("1".repeat(length)))
                .withMessage("has " + length + " characters, more than an amount can need");
    }

    @Test
    @Tag("H7")
    void holdsTheSameBoundsForAnAmountThatComesAsANumber() {
        BigDecimal most = new BigDecimal(FORTY + "." + THIRTY);
        assertThat(Amount.inRange(most)).isSameAs(most);
        assertThatIllegalArgumentException().isThrownBy(() -> Amount.inRange(most.multiply(BigDecimal.TEN)));
        assertThatIllegalArgumentException().isThrownBy(() -> Amount.inRange(most.movePointLeft(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> Amount.inRange(BigDecimal.valueOf(1, Integer.MIN_VALUE)));
        assertThatIllegalArgumentException().isThrownBy(() -> Amount.inRange(BigDecimal.valueOf(1, Integer.MAX_VALUE)));
    }

    /** Short texts take a way of their own. */
    @Test
    void anAmountEqualsTheBigDecimalOfItsDigits() {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            String whole = random.nextInt(4) == 0 ? "0" : Long.toString(random.nextLong(1L << random.nextInt(1, 62)));
            String fraction = "0".repeat(random.nextInt(4)) + random.nextLong(1L << random.nextInt(1, 40));
            String text = (random.nextBoolean() ? "-" : "") + whole + (random.nextBoolean() ? "." + fraction : "");

            assertThat(Amount.read(text)).as(text).isEqualTo(new BigDecimal(text));
        }
    }
}
