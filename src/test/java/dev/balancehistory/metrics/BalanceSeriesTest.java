package dev.balancehistory.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.archive.NewestBalance;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Balances for Prometheus have all of their digits, whatever their names contain. */
class BalanceSeriesTest {
    @Test
    void bothSeriesHaveTheDigitsOfTheBalance() {
        NewestBalance tiny = new NewestBalance(
                "main",
                "spot",
                "BTC",
                new BigDecimal("12345678901234567.123456789012345678"),
                new BigDecimal("0.000000000000000001"));
        NewestBalance huge =
                new NewestBalance("main", "spot", "SHIB", new BigDecimal("1E+20"), new BigDecimal("-5.50"));

        assertThat(BalanceSeries.of(List.of(tiny, huge))).isEqualTo("""
                # HELP balance_history_balance The total in the newest snapshot.
                # TYPE balance_history_balance gauge
                balance_history_balance{account="main",wallet="spot",currency="BTC"} 12345678901234567.123456789012345678
                balance_history_balance{account="main",wallet="spot",currency="SHIB"} 100000000000000000000
                # HELP balance_history_available_balance The part of the total that is not locked.
                # TYPE balance_history_available_balance gauge
                balance_history_available_balance{account="main",wallet="spot",currency="BTC"} 0.000000000000000001
                balance_history_available_balance{account="main",wallet="spot",currency="SHIB"} -5.50
                """);
    }

    @Test
    void aLabelIsEscaped() {
        NewestBalance odd = new NewestBalance("main", "a\\b", "\"} 1\nX{<script>%s", BigDecimal.ONE, BigDecimal.ONE);

        assertThat(BalanceSeries.of(List.of(odd)).lines().filter(line -> !line.startsWith("#")))
                .containsExactly(
                        "balance_history_balance"
                                + "{account=\"main\",wallet=\"a\\\\b\",currency=\"\\\"} 1\\nX{<script>%s\"} 1",
                        "balance_history_available_balance"
                                + "{account=\"main\",wallet=\"a\\\\b\",currency=\"\\\"} 1\\nX{<script>%s\"} 1");
    }

    @Test
    void nothingIsWrittenWithoutABalance() {
        assertThat(BalanceSeries.of(List.of())).isEmpty();
    }
}
