package dev.balancehistory.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.balance.Balance;
import dev.balancehistory.exchange.UnverifiedFact.Observation;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnverifiedFactTest {
    private static final Balance BTC = new Balance("spot", "BTC", BigDecimal.ONE, BigDecimal.ONE);
    private static final Balance NO_ETH = new Balance("spot", "ETH", new BigDecimal("0.00"), BigDecimal.ZERO);
    private static final Balance EARNED_BTC = new Balance("earn", "BTC", BigDecimal.TEN, BigDecimal.ONE);

    @Test
    void aListOfBalancesShowsZerosAndDuplicates() {
        assertThat(Observation.ofBalances(List.of(BTC, EARNED_BTC))).isEmpty();
        assertThat(Observation.ofBalances(List.of(BTC, NO_ETH))).containsExactly(Observation.ZERO_BALANCE);
        assertThat(Observation.ofBalances(List.of(BTC, EARNED_BTC, BTC)))
                .containsExactly(Observation.DUPLICATE_CURRENCY);
    }

    @Test
    void theFindingsAboutAKeyShowItsRightsAndItsExpiry() {
        KeyFinding readOnly = new KeyFinding("the key can only read", null);

        assertThat(Observation.ofKey(List.of())).isEmpty();
        assertThat(Observation.ofKey(List.of(readOnly))).containsExactly(Observation.KEY_RIGHTS);
        assertThat(Observation.ofKey(List.of(KeyFinding.expiring(Instant.EPOCH))))
                .containsExactly(Observation.KEY_RIGHTS, Observation.KEY_EXPIRY);
    }
}
