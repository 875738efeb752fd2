package dev.balancehistory.exchange.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.balance.Balance;
import dev.balancehistory.balance.ResponseState;
import dev.balancehistory.exchange.Attempt;
import dev.balancehistory.exchange.Disposition;
import dev.balancehistory.exchange.FetchResult;
import dev.balancehistory.exchange.Reading;
import dev.balancehistory.localexchange.Holding;
import dev.balancehistory.localexchange.Holdings;
import dev.balancehistory.localexchange.Misbehaviour;
import dev.balancehistory.localexchange.Served;
import dev.balancehistory.localexchange.Settings;
import dev.balancehistory.localexchange.venue.Permission;
import dev.balancehistory.localexchange.venue.TestIdentity;
import dev.balancehistory.localexchange.venue.Venue;
import dev.balancehistory.process.Outcome;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every adapter with the local exchange, which checks each request by the documents. */
class VenueFetchTest {
    private static final Duration OFF = Duration.ofMinutes(10);

    static List<TestIdentity> identities() {
        return TestIdentity.onEach(venues());
    }

    static List<Venue> venues() {
        return VenueFetch.venues();
    }

    private static VenueFetch open(TestIdentity identity, Settings settings) {
        return new VenueFetch(identity, settings, Holdings.unusual(identity.venue()));
    }

    @Test
    void eachAdapterHasALocalExchange() {
        Set<String> without = VenueFetch.adapters();
        venues().forEach(venue -> without.remove(venue.word()));
        assertThat(without).containsExactly("bitfront");
    }

    @ParameterizedTest
    @MethodSource("identities")
    void allWalletsAreReadInTheDigitsReceived(TestIdentity identity) {
        try (VenueFetch venue = open(identity, Settings.strict())) {
            FetchResult fetched = venue.fetch();

            assertThat(fetched.outcome()).as(fetched.problem()).isEqualTo(Outcome.DONE);
            assertThat(fetched.warning()).isNull();
            assertThat(fetched.responses()).hasSize(1);
            assertThat(venue.reading(fetched))
                    .isInstanceOfSatisfying(
                            Reading.Success.class,
                            success -> assertThat(success.balances().stream().map(VenueFetchTest::line))
                                    .containsExactlyInAnyOrderElementsOf(held(venue, identity.venue())));
        }
    }

    private static String line(Balance balance) {
        return Stream.of(balance.total(), balance.available())
                .map(amount ->
                        amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString())
                .reduce(balance.wallet() + " " + balance.currency(), (line, amount) -> line + " " + amount);
    }

    private static List<String> held(VenueFetch venue, Venue exchange) {
        String main = exchange.open(InstantSource.system(), false).mainWallet();
        return venue.served().stream()
                .filter(Served::success)
                .flatMap(served -> served.holdings().stream())
                .map(holding -> line(balance(holding, main)))
                .toList();
    }

    private static Balance balance(Holding holding, String main) {
        return new Balance(
                holding.wallet().equals(Holding.MAIN) ? main : holding.wallet(),
                holding.currency(),
                new BigDecimal(holding.balance()),
                new BigDecimal(holding.availableBalance()));
    }

    @ParameterizedTest
    @MethodSource("identities")
    void aWrongSecretIsRejectedAfterOneRequest(TestIdentity identity) {
        try (VenueFetch venue = open(identity, Settings.strict())) {
            FetchResult fetched = venue.fetch(identity.withOtherSecret());

            assertThat(fetched.outcome()).as(fetched.problem()).isEqualTo(Outcome.CREDENTIALS);
            assertThat(fetched.problem())
                    .doesNotContain("\n")
                    .doesNotContain(identity.key())
                    .doesNotContain(identity.secret());
            assertThat(venue.requests()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource("venues")
    void aKeyWithoutTheRightToReadIsRejected(Venue exchange) {
        try (VenueFetch venue = open(TestIdentity.on(exchange).get(0), Settings.strict())) {
            venue.permit(Permission.TRADE);
            FetchResult fetched = venue.fetch();
            assertThat(fetched.outcome()).as(fetched.problem()).isEqualTo(Outcome.CREDENTIALS);
        }
    }

    static Stream<List<Object>> clocks() {
        return venues().stream().flatMap(venue -> Stream.of(List.of(venue, OFF), List.of(venue, OFF.negated())));
    }

    @ParameterizedTest
    @MethodSource("clocks")
    void aWrongClockIsMeasuredAndTheResponseHasTheTimeOfTheExchange(List<Object> clock) {
        Venue exchange = (Venue) clock.get(0);
        Duration ahead = (Duration) clock.get(1);
        Settings settings = Settings.strict().withClockAhead(ahead);
        try (VenueFetch venue = open(TestIdentity.on(exchange).get(0), settings)) {
            FetchResult fetched = venue.fetch();

            assertThat(fetched.outcome()).as(fetched.problem()).isEqualTo(Outcome.DONE);
            assertThat(fetched.responses().get(fetched.responses().size() - 1).responseTime())
                    .isBetween(
                            settings.clock().instant().minus(Duration.ofMinutes(2)),
                            settings.clock().instant().plus(Duration.ofMinutes(2)));
        }
    }

    @ParameterizedTest
    @MethodSource("venues")
    void aWrongClockDoesNotHideAWrongSecret(Venue exchange) {
        TestIdentity identity = TestIdentity.on(exchange).get(0);
        try (VenueFetch venue = open(identity, Settings.strict().withClockAhead(OFF))) {
            FetchResult fetched = venue.fetch(identity.withOtherSecret());
            assertThat(fetched.outcome()).as(fetched.problem()).isEqualTo(Outcome.CREDENTIALS);
        }
    }

    @TestFactory
    Stream<DynamicTest> noDocumentedFaultIsTakenForASnapshot() {
        return venues().stream().flatMap(exchange -> {
            TestIdentity identity = TestIdentity.on(exchange).get(0);
            return exchange.open(InstantSource.system(), false).faults().stream()
                    .map(fault -> DynamicTest.dynamicTest(exchange + " " + fault, () -> {
                        try (VenueFetch venue = open(identity, Settings.strict())) {
                            venue.always(Misbehaviour.fault(fault));
                            Attempt attempt = venue.once();
                            assertThat(attempt.disposition()).isNotEqualTo(Disposition.SUCCESS);
                            assertThat(attempt.response().state()).isEqualTo(ResponseState.FAILED);
                            assertThat(attempt.response().reason()).isNotBlank().doesNotContain("\n");
                        }
                    }));
        });
    }
}
