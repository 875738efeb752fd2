package dev.balancehistory.exchange.kraken;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.balance.RawResponse;
import dev.balancehistory.balance.TimeSource;
import dev.balancehistory.exchange.BalanceFetcher;
import dev.balancehistory.exchange.Credentials;
import dev.balancehistory.exchange.Disposition;
import dev.balancehistory.exchange.FetchOnce;
import dev.balancehistory.exchange.FetchResult;
import dev.balancehistory.exchange.HttpSettings;
import dev.balancehistory.exchange.ResponseClock;
import dev.balancehistory.exchange.VirtualTime;
import dev.balancehistory.exchange.http.HttpSource;
import dev.balancehistory.exchange.http.HttpTransport;
import dev.balancehistory.localexchange.Holding;
import dev.balancehistory.localexchange.Holdings;
import dev.balancehistory.localexchange.LocalExchange;
import dev.balancehistory.localexchange.Misbehaviour;
import dev.balancehistory.localexchange.Served;
import dev.balancehistory.localexchange.Settings;
import dev.balancehistory.localexchange.venue.TestKeys;
import dev.balancehistory.localexchange.venue.Venue;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.support.Patience;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Kraken's nonces, throttles and lockouts, with a strict local exchange. */
class KrakenNoncesTest {
    private static final HttpSettings HTTP = new HttpSettings(Patience.LIMIT, Patience.LIMIT, 256 * 1024, 4);
    private static final String KEY = "kraken-key";

    private final VirtualTime time = new VirtualTime();
    private final InstantSource clock = InstantSource.system();
    private final String secret = TestKeys.krakenSecret();
    private final LocalExchange exchange = LocalExchange.start(
                    Venue.KRAKEN, Settings.strict().withoutRateLimits())
            .addAccount(KEY, secret, Holdings.fixed(new Holding("XXBT", "0.30", "0.25")));
    private final HttpTransport transport = new HttpTransport(HTTP);
    private final HttpSource source = new HttpSource(Kraken.adapter(), transport);
    private final BalanceFetcher fetcher = new BalanceFetcher(HTTP, clock);

    @AfterEach
    void close() {
        transport.close();
        exchange.close();
    }

    private FetchResult fetch() {
        return fetcher.fetch(source, credentials(), time.deadline(Duration.ofMinutes(5)), new ResponseClock(clock));
    }

    /** Fetches in another process, by this clock of its machine. */
    private FetchResult fetchBy(InstantSource own) {
        return new BalanceFetcher(HTTP, own)
                .fetch(source, credentials(), time.deadline(Duration.ofMinutes(5)), new ResponseClock(own));
    }

    private Credentials credentials() {
        return new Credentials(exchange.baseUrl(), KEY, secret);
    }

    @Test
    void eachRequestHasALargerNonceInMicroseconds() {
        for (int i = 0; i < 3; i++) {
            assertThat(fetch().outcome()).isEqualTo(Outcome.DONE);
        }
        assertThat(exchange.served(KEY))
                .extracting(Served::nonce)
                .isSorted()
                .doesNotHaveDuplicates()
                .allMatch(nonce -> nonce.length() == 16);
    }

    /** Both sides have the same virtual time, in which only waits take time. */
    @Test
    void manyRequestsStayWithinTheLimit() {
        try (LocalExchange strict = LocalExchange.start(
                        Venue.KRAKEN, Settings.strict().withClock(time.clock()))
                .addAccount(KEY, secret, Holdings.fixed())) {
            BalanceFetcher patient = new BalanceFetcher(HTTP, time.clock());
            for (int i = 0; i < 40; i++) {
                FetchResult fetched = patient.fetch(
                        source,
                        new Credentials(strict.baseUrl(), KEY, secret),
                        time.deadline(Duration.ofMinutes(5)),
                        new ResponseClock(time.clock()));
                assertThat(fetched.responses()).hasSize(1);
                assertThat(fetched.outcome()).isEqualTo(Outcome.DONE);
            }
            assertThat(strict.requests(KEY)).isEqualTo(40);
        }
    }

    @Test
    void aRejectedNonceIsRaisedOnce() {
        exchange.next(KEY, Misbehaviour.fault("EAPI:Invalid nonce"));
        assertThat(fetch().outcome()).isEqualTo(Outcome.DONE);
        assertThat(exchange.requests(KEY)).isEqualTo(2);
    }

    @Test
    void aKeyUsedWithFarLargerNoncesHasToBeReplaced() {
        InstantSource later = InstantSource.offset(clock, Duration.ofDays(365));
        assertThat(FetchOnce.of(source, credentials(), later, Duration.ZERO, Patience.LIMIT)
                        .disposition())
                .isEqualTo(Disposition.SUCCESS);

        FetchResult fetched = fetch();

        assertThat(fetched.outcome()).isEqualTo(Outcome.CREDENTIALS);
        assertThat(fetched.problem())
                .isEqualTo("the exchange reports EAPI:Invalid nonce: the key was used with a larger nonce, by another"
                        + " program or while this machine's clock was ahead. Create a new key for the recorder alone, or"
                        + " wait until the clock has passed that time");
        assertThat(fetched.responses()).hasSize(2);
    }

    @Test
    void aClockThatWasAheadRejectsTheKeyUntilItHasPassedThatTime() {
        assertThat(fetchBy(InstantSource.offset(clock, Duration.ofHours(10))).outcome())
                .isEqualTo(Outcome.DONE);

        assertThat(fetch().outcome()).isEqualTo(Outcome.CREDENTIALS);
        assertThat(fetchBy(InstantSource.offset(clock, Duration.ofHours(5))).outcome())
                .isEqualTo(Outcome.CREDENTIALS);
        assertThat(fetchBy(InstantSource.offset(clock, Duration.ofHours(20))).outcome())
                .isEqualTo(Outcome.DONE);
    }

    @Test
    void aClockThatWasSetBackIsCorrected() {
        assertThat(fetch().outcome()).isEqualTo(Outcome.DONE);
        InstantSource setBack = InstantSource.offset(clock, Duration.ofHours(-1));

        FetchResult fetched = fetchBy(setBack);

        assertThat(fetched.outcome()).isEqualTo(Outcome.DONE);
        assertThat(fetched.warning()).contains("behind the exchange's: synchronize it");
        assertThat(exchange.requests(KEY)).isEqualTo(3);
        RawResponse last = fetched.responses().get(1);
        assertThat(last.timeSource()).isEqualTo(TimeSource.EXCHANGE_CLOCK);
        assertThat(last.responseTime()).isAfter(setBack.instant().plus(Duration.ofMinutes(50)));
    }

    @Test
    void aRequestBesideThoseOfARunRaisesNoNonceAboveTheirs() {
        assertThat(FetchOnce.of(source, credentials(), clock, Duration.ofHours(1), Patience.LIMIT)
                        .disposition())
                .isEqualTo(Disposition.SUCCESS);

        assertThat(fetch().outcome()).isEqualTo(Outcome.DONE);
        assertThat(exchange.requests(KEY)).isEqualTo(2);
    }

    @Test
    void aThrottleLastsUntilTheTimeInItsText() {
        exchange.next(KEY, Misbehaviour.body("{\"error\":[\"EService: Throttled: 4102444800\"]}"));

        FetchResult fetched = fetch();

        assertThat(fetched.outcome()).isEqualTo(Outcome.TEMPORARY_FAILURE);
        assertThat(fetched.problem()).contains("EService: Throttled: 4102444800");
        assertThat(exchange.requests(KEY)).isEqualTo(1);
        assertThat(fetch().outcome()).isEqualTo(Outcome.TEMPORARY_FAILURE);
        assertThat(exchange.requests(KEY)).isEqualTo(1);
    }

    @Test
    void aThrottleWithoutATimePausesForASecond() {
        exchange.next(KEY, Misbehaviour.fault("EService:Throttled"));

        assertThat(fetch().outcome()).isEqualTo(Outcome.DONE);
        assertThat(exchange.requests(KEY)).isEqualTo(2);
    }

    @Test
    void aLockoutStopsNoOtherKey() {
        exchange.next(KEY, Misbehaviour.fault("EGeneral:Temporary lockout"));
        assertThat(fetch().outcome()).isEqualTo(Outcome.TEMPORARY_FAILURE);

        FetchResult next = fetch();

        assertThat(next.outcome()).isEqualTo(Outcome.TEMPORARY_FAILURE);
        assertThat(next.problem()).contains("the exchange has banned the key");
        assertThat(exchange.requests(KEY)).isEqualTo(1);
        exchange.addAccount("other", secret, Holdings.fixed());
        Credentials other = new Credentials(exchange.baseUrl(), "other", secret);
        assertThat(fetcher.fetch(source, other, time.deadline(Duration.ofMinutes(5)), new ResponseClock(clock))
                        .outcome())
                .isEqualTo(Outcome.DONE);
    }

    /** Its clock has whole seconds, which do not contradict a right clock. */
    @Test
    void theResponseTimeIsTheArrivalIfTheExchangesClockAgrees() {
        RawResponse response = fetch().responses().get(0);
        assertThat(response.timeSource()).isEqualTo(TimeSource.EXCHANGE_CLOCK);
        assertThat(response.responseTime()).isEqualTo(response.receivedAt().truncatedTo(ChronoUnit.MILLIS));
    }

    @Test
    void theResponseTimeIsCorrectedIfTheExchangesClockDisagrees() {
        Duration ahead = Duration.ofHours(1);
        try (LocalExchange early = LocalExchange.start(
                        Venue.KRAKEN, Settings.strict().withClockAhead(ahead))
                .addAccount(KEY, secret, Holdings.fixed())) {
            RawResponse response = fetcher.fetch(
                            source,
                            new Credentials(early.baseUrl(), KEY, secret),
                            time.deadline(Duration.ofMinutes(5)),
                            new ResponseClock(clock))
                    .responses()
                    .get(0);
            assertThat(response.timeSource()).isEqualTo(TimeSource.EXCHANGE_CLOCK);
            assertThat(response.responseTime()).isAfter(response.receivedAt().plus(ahead.dividedBy(2)));
        }
    }
}
