package dev.balancehistory.statement;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotalRowTest {
    @ParameterizedTest
    @CsvSource({
        "10, 5, 50",
        "3, 2, 67",
        "1000, 1, 0",
        "10, 10, 100",
        "0.00000001, 0.00000001, 100",
        "10, 0, ",
        "10, -1, ",
        // A debt in another wallet or account.
        "1, 2, ",
        "0, 2, ",
        "-1, 2, ",
        "-3, -2, ",
        // More than an integer holds.
        "0.00000001, 1, ",
        "0.000000000000000000000000000001, 9999999999999999999999999999999999999999, "
    })
    void theLockedShareIsThatOfABalanceWhichContainsIt(String balance, String locked, Integer percent) {
        Held closing = new Held(new BigDecimal(balance), new BigDecimal(locked));

        assertThat(new TotalRow("BTC", null, closing, false, 0, 1).lockedPercent())
                .isEqualTo(percent);
    }
}
