package dev.balancehistory.localexchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.localexchange.venue.Venue;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HoldingsTest {

    private static final Instant START = Instant.parse("2026-03-29T00:59:00Z");

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, 0, 1, 2, 42, Long.MAX_VALUE})
    void movingHoldingsDifferFromSecondToSecondAndAreNeverImpossible(long seed) {
        Holdings moving = Holdings.moving(seed);
        List<Holding> before = moving.at(START);
        for (int second = 1; second < 4_000; second++) {
            List<Holding> after = moving.at(START.plusSeconds(second));
            assertThat(after).isNotEqualTo(before).hasSize(6).allSatisfy(HoldingsTest::assertPossible);
            before = after;
        }
    }

    @Test
    void movingHoldingsAreTheSameForTheSameSeedAndSecond() {
        assertThat(Holdings.moving(7).at(START.plusMillis(999)))
                .isEqualTo(Holdings.moving(7).at(START));
        assertThat(Holdings.moving(8).at(START)).isNotEqualTo(Holdings.moving(7).at(START));
    }

    @Test
    void movingHoldingsAreSometimesPartlyLocked() {
        List<Holding> aDay = Stream.iterate(START, then -> then.plusSeconds(1_800))
                .limit(48)
                .flatMap(then -> Holdings.moving(1).at(then).stream())
                .toList();
        assertThat(aDay).anyMatch(holding -> holding.balance().equals(holding.availableBalance()));
        assertThat(aDay).anyMatch(holding -> !holding.balance().equals(holding.availableBalance()));
    }

    @Test
    void movingHoldingsStayPossibleBeforeTheExchangeOpenedAndFarInTheFuture() {
        for (String then : List.of("1969-12-31T23:59:59Z", "2017-12-31T23:59:59Z", "2999-01-01T00:00:00Z")) {
            assertThat(Holdings.moving(1).at(Instant.parse(then))).allSatisfy(HoldingsTest::assertPossible);
        }
    }

    @ParameterizedTest
    @EnumSource
    void unusualHoldingsNameEachCurrencyOnceInAWallet(Venue venue) {
        List<Holding> all = Holdings.moving(1).and(Holdings.unusual(venue)).at(START);
        assertThat(all)
                .extracting(holding -> holding.wallet() + " " + holding.currency())
                .doesNotHaveDuplicates();
        assertThat(all).anyMatch(holding -> holding.balance().equals("0"));
        assertThat(all).anyMatch(holding -> new BigDecimal(holding.balance()).scale() == 18);
    }

    private static void assertPossible(Holding holding) {
        assertThat(holding.balance()).matches("\\d+(\\.\\d{1,8})?");
        assertThat(holding.availableBalance()).matches("\\d+(\\.\\d{1,8})?");
        BigDecimal balance = new BigDecimal(holding.balance());
        assertThat(balance).isPositive();
        assertThat(new BigDecimal(holding.availableBalance())).isNotNegative().isLessThanOrEqualTo(balance);
    }
}
