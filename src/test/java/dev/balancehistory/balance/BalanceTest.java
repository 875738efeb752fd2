package dev.balancehistory.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BalanceTest {
    private static final BigDecimal ONE = BigDecimal.ONE;
    private static final String THIRTY_TWO = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";

    @ParameterizedTest
    @Tag("H9")
    @ValueSource(strings = {"BTC", "LN", "A", "1", "1INCH", "btc", "a.b-c_d", "X--", "CON", THIRTY_TWO})
    void takesACurrencyCodeAsItIs(String code) {
        assertThat(new Balance(code, ONE, ONE).currency()).isEqualTo(code);
    }

    @ParameterizedTest
    @Tag("H9")
    @ValueSource(
            strings = {
                "",
                " ",
                "=cmd",
                "=cmd|' /C calc'!A0",
                "+A",
                "-A",
                "@A",
                ".A",
                "_A",
                "../x",
                "A/B",
                "A\\B",
                "A B",
                " A",
                "A ",
                "A\n",
                "\nA",
                "A\tB",
                "A\rB",
                "A\u0000",
                "\u0000",
                "\u202eCTB",
                "A\u202e",
                "A\u200b",
                "\ufeffA",
                "\u001b[31mA",
                "A\u00a0",
                "\u00c4",
                "\uff22\uff34\uff23",
                "\u0392TC",
                "\ud83d\ude00",
                "\ud83d",
                "A\"",
                "A'",
                "A,B",
                "A;B",
                "A$B",
                "A<B>",
                "A%00",
                "A\u0661",
                THIRTY_TWO + "6"
            })
    void refusesWhatIsNoCurrencyCode(String code) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Balance(code, ONE, ONE))
                .withMessage("is not a currency code");
    }

    @Test
    @Tag("H9")
    void refusesALongCodeWhateverItsLetters() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Balance("spot", "A".repeat(5_000), ONE, ONE));
    }

    @Test
    @Tag("H7")
    void refusesEitherAmountOutOfRange() {
        BigDecimal tooFine = BigDecimal.valueOf(1, 31);
        assertThatIllegalArgumentException().isThrownBy(() -> new Balance("spot", "A", tooFine, ONE));
        assertThatIllegalArgumentException().isThrownBy(() -> new Balance("spot", "A", ONE, tooFine));
    }

    @Test
    @Tag("H11")
    void takesADebtAndMoreAvailableThanThereIs() {
        assertThat(new Balance("spot", "A", ONE.negate(), ONE).total()).isEqualTo("-1");
        assertThat(new Balance("spot", "A", ONE, BigDecimal.TEN).available()).isEqualTo("10");
    }
}
