package dev.balancehistory.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.balance.RawResponse;
import dev.balancehistory.balance.TimeSource;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ResponseClockTest {
    private static final URI URL = URI.create("https://scripted.example");
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Credentials CREDENTIALS = new Credentials(URL, "CANARYKEY", "CANARYSECRET");

    private final VirtualTime time = new VirtualTime();
    private InstantSource clock = time.clock();

    @ParameterizedTest
    @Tag("T1")
    @ValueSource(strings = {"PT0S", "PT0.7S", "PT-5S", "PT1H", "P-1D", "P400D"})
    void theResponseTimeIsTheArrivalByTheExchangesClock(Duration wrong) {
        clock = InstantSource.offset(time.clock(), wrong);
        ScriptedSource source = source(TimeSource.EXCHANGE_CLOCK).withClockAhead(Duration.ZERO);

        RawResponse response = timed(new ResponseClock(clock), source);

        assertThat(response.responseTime()).isEqualTo(START.plusMillis(300));
        assertThat(response.timeSource()).isEqualTo(TimeSource.EXCHANGE_CLOCK);
        assertThat(response.receivedAt()).isEqualTo(START.plusMillis(300).plus(wrong));
    }

    @Test
    void aWrongClockOfTheExchangeIsUsedTheSameWay() {
        ScriptedSource source = source(TimeSource.EXCHANGE_CLOCK).withClockAhead(Duration.ofSeconds(-3));
        assertThat(timed(new ResponseClock(clock), source).responseTime())
                .isEqualTo(START.plusMillis(300).minusSeconds(3));
    }

    @Test
    void theOffsetIsMeasuredOnceForARun() {
        clock = InstantSource.offset(time.clock(), Duration.ofMinutes(-3));
        ScriptedSource source = source(TimeSource.EXCHANGE_CLOCK).withClockAhead(Duration.ZERO);
        ResponseClock run = new ResponseClock(clock);
        timed(run, source);
        for (int i = 0; i < 5; i++) {
            time.pass(Duration.ofSeconds(7));
            Instant right = time.clock().instant().plusMillis(300);
            assertThat(timed(run, source).responseTime()).isEqualTo(right);
        }
        assertThat(source.timeRequests()).isOne();
        timed(new ResponseClock(clock), source);
        assertThat(source.timeRequests()).isEqualTo(2);
    }

    @Test
    void theOffsetIsMeasuredForEachExchange() {
        ScriptedSource source = source(TimeSource.EXCHANGE_CLOCK).withClockAhead(Duration.ZERO);
        ScriptedSource other = source(TimeSource.EXCHANGE_CLOCK).withClockAhead(Duration.ofSeconds(2));
        ResponseClock run = new ResponseClock(clock);
        URI otherUrl = URI.create("https://other.example");
        for (int i = 0; i < 2; i++) {
            Instant now = clock.instant();
            assertThat(timed(run, source).responseTime()).isEqualTo(now.plusMillis(300));
            now = clock.instant();
            Attempt attempt = other.fetch(CREDENTIALS, now, TIMEOUT);
            assertThat(run.timed(other, otherUrl, attempt, false, TIMEOUT).responseTime())
                    .isEqualTo(now.plusMillis(300).plusSeconds(2));
        }
        assertThat(source.timeRequests()).isOne();
        assertThat(other.timeRequests()).isOne();
    }

    @Test
    void theOffsetIsMeasuredOnceForManyThreads() throws Exception {
        int threads = 8;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            for (int round = 0; round < 200; round++) {
                Counting source = new Counting(START.plusSeconds(90));
                ResponseClock run = new ResponseClock(InstantSource.fixed(START));
                CyclicBarrier together = new CyclicBarrier(threads);
                List<Future<RawResponse>> timed = new ArrayList<>();
                for (int i = 0; i < threads; i++) {
                    Attempt attempt = attempt(START, START.plusMillis(i), null);
                    timed.add(pool.submit(() -> {
                        together.await();
                        return run.timed(source, URL, attempt, false, TIMEOUT);
                    }));
                }
                for (int i = 0; i < threads; i++) {
                    assertThat(timed.get(i).get().responseTime())
                            .isEqualTo(START.plusSeconds(90).plusMillis(i));
                }
                assertThat(source.fetched).hasValue(1);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void anUnreadableClockIsRequestedOnceAndReplacedByTheDate() {
        clock = InstantSource.offset(time.clock(), Duration.ofHours(1));
        ScriptedSource source = source(TimeSource.EXCHANGE_CLOCK).dated();
        ResponseClock run = new ResponseClock(clock);
        for (int i = 0; i < 3; i++) {
            Instant right = time.clock().instant().plusMillis(300);
            RawResponse response = timed(run, source);
            assertThat(response.timeSource()).isEqualTo(TimeSource.HTTP_DATE);
            assertThat(Duration.between(right, response.responseTime()).abs()).isLessThan(Duration.ofMillis(700));
        }
        assertThat(source.timeRequests()).isOne();
    }

    @Test
    void theOwnClockReplacesAMissingDate() {
        clock = InstantSource.offset(time.clock(), Duration.ofHours(1));
        ScriptedSource source = source(TimeSource.EXCHANGE_CLOCK);
        RawResponse response = timed(new ResponseClock(clock), source);
        assertThat(response.timeSource()).isEqualTo(TimeSource.OWN_CLOCK);
        assertThat(response.responseTime()).isEqualTo(response.receivedAt());
        assertThat(source.timeRequests()).isOne();
    }

    @Test
    @Tag("I10")
    void aBugInReadingTheClockDoesNotLoseTheResponse() {
        Counting source = new Counting(null);
        ResponseClock run = new ResponseClock(clock);
        for (int i = 0; i < 2; i++) {
            RawResponse response = run.timed(source, URL, attempt(START, START.plusMillis(20), START), false, TIMEOUT);
            assertThat(response.timeSource()).isEqualTo(TimeSource.HTTP_DATE);
            assertThat(response.responseTime()).isEqualTo(START.plusMillis(20));
        }
        assertThat(source.fetched).hasValue(1);
    }

    @Test
    void anExchangeWithTheDateAloneReceivesNoRequestForItsTime() {
        ScriptedSource dated =
                source(TimeSource.HTTP_DATE).withClockAhead(Duration.ZERO).dated();
        assertThat(timed(new ResponseClock(clock), dated).timeSource()).isEqualTo(TimeSource.HTTP_DATE);
        ScriptedSource undated = source(TimeSource.HTTP_DATE).withClockAhead(Duration.ZERO);
        assertThat(timed(new ResponseClock(clock), undated).timeSource()).isEqualTo(TimeSource.OWN_CLOCK);
        assertThat(dated.timeRequests() + undated.timeRequests()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        // requested, received, date, response time
        "00:00:00.100, 00:00:00.300, 00:00:00, 00:00:00.300",
        "00:00:00.900, 00:00:01.100, 00:00:00, 00:00:01.100",
        "00:00:00.900, 00:00:01.100, 00:00:01, 00:00:01.100",
        "00:00:01.000, 00:00:01.000, 00:00:01, 00:00:01.000",
        "00:00:01.999, 00:00:02.500, 00:00:01, 00:00:02.500",
        "00:00:01.500, 00:00:02.000, 00:00:02, 00:00:02.000",
        // Between 1.7 s and 2.9 s slow, 2.3 s in the middle.
        "00:00:00.100, 00:00:00.300, 00:00:02, 00:00:02.600",
        // Between 0.1 s and 1.3 s fast.
        "00:00:05.100, 00:00:05.300, 00:00:04, 00:00:04.600",
        "00:00:05.000, 00:00:06.000, 00:00:10, 00:00:11.000",
        "00:00:05.000, 00:00:05.000, 01:00:05, 01:00:05.500"
    })
    void theDateCorrectsTheClockOnlyIfItContradictsIt(String requested, String received, String date, String time) {
        Attempt attempt = attempt(at(requested), at(received), at(date));
        RawResponse response =
                new ResponseClock(clock).timed(source(TimeSource.HTTP_DATE), URL, attempt, false, TIMEOUT);
        assertThat(response.timeSource()).isEqualTo(TimeSource.HTTP_DATE);
        assertThat(response.responseTime()).isEqualTo(at(time));
    }

    @Test
    void theErrorOfACorrectionByDateIsBounded() {
        Random random = new Random(8);
        int right = 0;
        for (int i = 0; i < 20_000; i++) {
            Duration wrong = Duration.ofMillis(random.nextInt(8_000) - 4_000);
            long up = random.nextInt(900);
            long down = random.nextInt(900);
            // By the right time.
            Instant requested = START.plusMillis(random.nextInt(10_000));
            Instant date = requested.plusMillis(up).truncatedTo(ChronoUnit.SECONDS);
            Instant received = requested.plusMillis(up + down);
            Attempt attempt = attempt(requested.plus(wrong), received.plus(wrong), date);

            Instant time = new ResponseClock(clock)
                    .timed(source(TimeSource.HTTP_DATE), URL, attempt, false, TIMEOUT)
                    .responseTime();

            Duration error = Duration.between(received, time);
            if (time.equals(received.plus(wrong))) {
                right++;
                // The date does not contradict it.
                assertThat(error.abs()).isLessThanOrEqualTo(Duration.ofMillis(1_000 + up + down));
            } else {
                assertThat(error.abs()).isLessThanOrEqualTo(Duration.ofMillis(501 + (up + down) / 2));
                assertThat(wrong).isNotEqualTo(Duration.ZERO);
            }
        }
        assertThat(right).isBetween(2_000, 18_000);
    }

    @Test
    @Tag("T7")
    void theTimeIsTruncatedToTheMillisecond() {
        Instant received = Instant.parse("2026-01-01T00:00:00.123999999Z");
        ResponseClock run = new ResponseClock(clock);
        Attempt attempt = attempt(received, received, null);
        RawResponse response = run.timed(source(TimeSource.HTTP_DATE), URL, attempt, false, TIMEOUT);
        assertThat(response.responseTime()).isEqualTo("2026-01-01T00:00:00.123Z");
        assertThat(response.receivedAt()).isEqualTo(received);
        Instant fine = Instant.parse("2026-01-01T00:00:07.0005Z");
        assertThat(new ResponseClock(InstantSource.fixed(received))
                        .timed(new Counting(fine), URL, attempt, false, TIMEOUT)
                        .responseTime())
                .isEqualTo("2026-01-01T00:00:07Z");
    }

    @Test
    void aResponseOfAnExchangeWithTimesInTheBodyIsNotChanged() {
        ScriptedSource source =
                source(TimeSource.BODY).withClockAhead(Duration.ZERO).dated();
        for (boolean corrected : new boolean[] {false, true}) {
            Attempt attempt = source.fetch(CREDENTIALS, clock.instant(), TIMEOUT);
            assertThat(new ResponseClock(clock).timed(source, URL, attempt, corrected, TIMEOUT))
                    .isSameAs(attempt.response());
        }
        assertThat(source.timeRequests()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void aResponseWithATimeIsNotChanged(TimeSource timeSource) {
        ScriptedSource source = source(timeSource).withClockAhead(Duration.ZERO);
        Attempt attempt = attempt(START, START.plusMillis(20), START);
        Attempt dated = new Attempt(
                attempt.disposition(),
                attempt.response().at(START.plusSeconds(9), TimeSource.BODY),
                null,
                attempt.date());
        for (boolean corrected : new boolean[] {false, true}) {
            assertThat(new ResponseClock(clock).timed(source, URL, dated, corrected, TIMEOUT))
                    .isSameAs(dated.response());
        }
        assertThat(source.timeRequests()).isZero();
    }

    @ParameterizedTest
    @Tag("T1")
    @EnumSource(names = {"EXCHANGE_CLOCK", "HTTP_DATE"})
    void aTimeByTheExchangesClockIsNotCorrectedTwice(TimeSource timeSource) {
        clock = InstantSource.offset(time.clock(), Duration.ofHours(-5));
        ScriptedSource source = source(timeSource).withClockAhead(Duration.ZERO).dated();
        ResponseClock run = new ResponseClock(clock);
        Attempt attempt = source.fetch(CREDENTIALS, time.clock().instant(), TIMEOUT);

        RawResponse response = run.timed(source, URL, attempt, true, TIMEOUT);

        assertThat(response.responseTime()).isEqualTo(START.plusMillis(300));
        assertThat(response.timeSource()).isEqualTo(timeSource);
        assertThat(source.timeRequests()).isZero();
        Instant right = time.clock().instant().plusMillis(300);
        assertThat(Duration.between(right, timed(run, source).responseTime()).abs())
                .isLessThan(Duration.ofMillis(700));
    }

    @Test
    @Tag("T1")
    void aLaterResponseCanHaveTheMissingDate() {
        clock = InstantSource.offset(time.clock(), Duration.ofHours(2));
        ResponseClock run = new ResponseClock(clock);
        assertThat(timed(run, source(TimeSource.HTTP_DATE)).timeSource()).isEqualTo(TimeSource.OWN_CLOCK);
        RawResponse dated = timed(run, source(TimeSource.HTTP_DATE).dated());
        assertThat(dated.timeSource()).isEqualTo(TimeSource.HTTP_DATE);
        assertThat(Duration.between(time.clock().instant(), dated.responseTime())
                        .abs())
                .isLessThan(Duration.ofSeconds(1));
        assertThat(timed(run, source(TimeSource.HTTP_DATE)).timeSource()).isEqualTo(TimeSource.HTTP_DATE);
    }

    @Test
    void oneMeasurementDoesNotBlockAnother() {
        ResponseClock run = new ResponseClock(clock);
        List<TimeSource> inside = new ArrayList<>();
        SingleRequestSource outer = new SingleRequestSource("outer") {
            @Override
            public ExchangeTime time(URI baseUrl, Duration timeout) {
                // All of these are measured meanwhile, at any place in the map.
                for (int i = 0; i < 200; i++) {
                    ScriptedSource other = source(TimeSource.EXCHANGE_CLOCK).withClockAhead(Duration.ZERO);
                    Attempt attempt = other.fetch(CREDENTIALS, clock.instant(), TIMEOUT);
                    URI url = URI.create("https://other" + i + ".example");
                    inside.add(run.timed(other, url, attempt, false, TIMEOUT).timeSource());
                }
                return ExchangeTime.exact(clock.instant());
            }

            @Override
            public TimeSource timeSource() {
                return TimeSource.EXCHANGE_CLOCK;
            }
        };

        RawResponse response = run.timed(outer, URL, attempt(START, START, null), false, TIMEOUT);

        assertThat(response.timeSource()).isEqualTo(TimeSource.EXCHANGE_CLOCK);
        assertThat(inside).hasSize(200).containsOnly(TimeSource.EXCHANGE_CLOCK);
    }

    private ScriptedSource source(TimeSource timeSource) {
        return new ScriptedSource(time).timedBy(timeSource).after(Duration.ofMillis(300));
    }

    private RawResponse timed(ResponseClock run, ScriptedSource source) {
        return run.timed(source, URL, source.fetch(CREDENTIALS, clock.instant(), TIMEOUT), false, TIMEOUT);
    }

    private static Instant at(String time) {
        return Instant.parse("2026-01-01T" + time + "Z");
    }

    private static Attempt attempt(Instant requested, Instant received, @Nullable Instant date) {
        return ScriptedSource.attempt(Disposition.SUCCESS, null, requested, received, date);
    }

    /** An exchange whose clock is frozen or fails, and that counts the requests for its time. */
    private static final class Counting extends SingleRequestSource {
        private final @Nullable Instant shown;
        private final AtomicInteger fetched = new AtomicInteger();

        Counting(@Nullable Instant shown) {
            super("counting");
            this.shown = shown;
        }

        @Override
        public ExchangeTime time(URI baseUrl, Duration timeout) {
            fetched.incrementAndGet();
            Thread.yield();
            return ExchangeTime.exact(Objects.requireNonNull(shown));
        }

        @Override
        public TimeSource timeSource() {
            return TimeSource.EXCHANGE_CLOCK;
        }
    }
}
