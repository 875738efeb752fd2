package dev.balancehistory.exchange;

import static dev.balancehistory.exchange.Disposition.CLOCK_REJECTED;
import static dev.balancehistory.exchange.Disposition.NONCE_REJECTED;
import static dev.balancehistory.exchange.Disposition.RATE_LIMITED;
import static dev.balancehistory.exchange.Disposition.SUCCESS;
import static dev.balancehistory.exchange.Disposition.TRANSIENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.balancehistory.balance.RawResponse;
import dev.balancehistory.balance.TimeSource;
import dev.balancehistory.process.Deadline;
import dev.balancehistory.process.Outcome;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BalanceFetcherTest {
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(10);
    private static final Credentials CREDENTIALS =
            new Credentials(URI.create("https://scripted.example"), "CANARYKEY", "CANARYSECRET");

    // Long enough that the rate limit causes no wait.
    private static final Duration SLOWLY = Duration.ofMillis(400);

    private final VirtualTime time = new VirtualTime();
    private final Deadline deadline = time.deadline(Duration.ofSeconds(60));
    private InstantSource clock = time.clock();

    @Test
    void aSuccessfulResponseEndsTheFetch() {
        ScriptedSource source = new ScriptedSource(time, SUCCESS);
        FetchResult fetched = fetch(source);
        assertThat(fetched.outcome()).isEqualTo(Outcome.DONE);
        assertThat(fetched.responses()).hasSize(1);
        assertThat(fetched.problem()).isNull();
        assertThat(fetched.warning()).isNull();
        assertThat(time.waits()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"REJECTED", "UNTRUSTED", "CREDENTIALS_REJECTED", "UNEXPECTED", "UNDOCUMENTED"})
    void aPermanentFailureIsNotRetried(Disposition disposition) {
        FetchResult fetched = fetch(new ScriptedSource(time, disposition));
        assertThat(fetched.outcome()).isEqualTo(disposition.outcome());
        assertThat(fetched.problem()).isEqualTo("it reports " + disposition);
        assertThat(fetched.responses()).hasSize(1);
    }

    @RepeatedTest(20)
    void aTransientFailureIsRetriedWithGrowingPausesUpToFourAttempts() {
        FetchResult fetched =
                fetch(new ScriptedSource(time, TRANSIENT, TRANSIENT, TRANSIENT, TRANSIENT, TRANSIENT).after(SLOWLY));
        assertThat(fetched.outcome()).isEqualTo(Outcome.UNREACHABLE);
        assertThat(fetched.problem()).isEqualTo("it reports TRANSIENT");
        assertThat(fetched.responses()).hasSize(4);
        List<Duration> waits = time.waits();
        assertThat(waits).hasSize(3);
        assertThat(waits.get(0)).isBetween(Duration.ofMillis(250), Duration.ofMillis(450));
        assertThat(waits.get(1)).isBetween(Duration.ofMillis(250), Duration.ofMillis(900));
        assertThat(waits.get(2)).isBetween(Duration.ofMillis(250), Duration.ofMillis(1_800));
    }

    @Test
    void pausesDifferBetweenAccounts() {
        for (int i = 0; i < 20; i++) {
            fetch(new ScriptedSource(time, TRANSIENT));
        }
        assertThat(time.waits().stream().distinct().count()).isGreaterThan(5);
    }

    @Test
    void pausesGrowWithEachAttempt() {
        for (int i = 0; i < 20; i++) {
            fetch(
                    new ScriptedSource(time, TRANSIENT, TRANSIENT, TRANSIENT, TRANSIENT).after(SLOWLY),
                    time.deadline(Duration.ofSeconds(60)));
        }
        Duration first = Duration.ZERO;
        Duration last = Duration.ZERO;
        for (int i = 0; i < time.waits().size(); i += 3) {
            first = first.plus(time.waits().get(i));
            last = last.plus(time.waits().get(i + 2));
        }
        assertThat(last).isGreaterThan(first.multipliedBy(3).dividedBy(2));
    }

    @Test
    void aSuccessAfterFailuresIsDone() {
        FetchResult fetched = fetch(new ScriptedSource(time, TRANSIENT, NONCE_REJECTED, TRANSIENT));
        assertThat(fetched.outcome()).isEqualTo(Outcome.DONE);
        assertThat(fetched.problem()).isNull();
        assertThat(fetched.responses()).hasSize(4);
    }

    @Test
    void aRetryIsSkippedIfItsPauseExceedsTheDeadline() {
        Deadline tight = time.deadline(Duration.ofMillis(200));
        FetchResult fetched = fetch(new ScriptedSource(time, TRANSIENT), tight);
        assertThat(fetched.outcome()).isEqualTo(Outcome.UNREACHABLE);
        assertThat(fetched.problem()).isEqualTo("it reports TRANSIENT");
        assertThat(fetched.responses()).hasSize(1);
        assertThat(tight.over()).isFalse();
    }

    @ParameterizedTest
    @Tag("I7")
    @ValueSource(ints = {300, 1_000, 2_500, 9_000, 25_000})
    void noWaitExceedsTheDeadline(int limitMillis) {
        Deadline tight = time.deadline(Duration.ofMillis(limitMillis));
        ScriptedSource source = new ScriptedSource(time);
        for (int i = 0; i < 10; i++) {
            source.next(i % 2 == 0 ? TRANSIENT : RATE_LIMITED, Duration.ofMillis(900));
        }
        fetch(source, tight);
        assertThat(time.ticks())
                .isLessThanOrEqualTo(Duration.ofMillis(limitMillis).toNanos());
        assertThat(source.timeouts()).allMatch(timeout -> timeout.toMillis() <= limitMillis && !timeout.isNegative());
    }

    @Test
    void aResponseHasUntilTheDeadlineAndAtMostTheReadTimeout() {
        ScriptedSource source = new ScriptedSource(time, TRANSIENT, TRANSIENT).after(Duration.ofSeconds(7));
        fetch(source, time.deadline(Duration.ofSeconds(20)));
        assertThat(source.timeouts()).hasSize(3);
        assertThat(source.timeouts().get(0)).isEqualTo(READ_TIMEOUT);
        assertThat(source.timeouts().get(1)).isEqualTo(READ_TIMEOUT);
        assertThat(source.timeouts().get(2)).isLessThan(Duration.ofSeconds(6));
    }

    @Test
    @Tag("I7")
    void aMeasurementOfTheClockHasUntilTheDeadline() {
        ScriptedSource source = new ScriptedSource(time, CLOCK_REJECTED)
                .withClockAhead(Duration.ZERO)
                .after(Duration.ofSeconds(2));
        fetch(source, time.deadline(Duration.ofSeconds(9)));
        assertThat(source.timeRequests()).isOne();
        assertThat(source.timeouts().get(1)).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void anExpiredDeadlineIsReportedWithoutARequest() {
        ScriptedSource source = new ScriptedSource(time);
        FetchResult fetched = fetch(source, time.deadline(Duration.ZERO));
        assertThat(fetched.outcome()).isEqualTo(Outcome.UNREACHABLE);
        assertThat(fetched.problem()).contains("no request sent", "recorder.deadline");
        assertThat(fetched.responses()).isEmpty();
        assertThat(source.signedWith()).isEmpty();
    }

    @Test
    void retryAfterIsHonouredIfItIsLongerThanTheOwnPause() {
        ScriptedSource source = new ScriptedSource(time)
                .next(TRANSIENT, Duration.ofSeconds(7))
                .next(TRANSIENT, Duration.ZERO)
                .next(TRANSIENT, null)
                .after(SLOWLY);
        assertThat(fetch(source).outcome()).isEqualTo(Outcome.DONE);
        assertThat(time.waits()).hasSize(3);
        assertThat(time.waits().get(0)).isEqualTo(Duration.ofSeconds(7));
        assertThat(time.waits().get(1)).isBetween(Duration.ofMillis(250), Duration.ofMillis(900));
    }

    @Test
    void aRetryAfterBeyondTheDeadlineEndsTheFetch() {
        ScriptedSource source = new ScriptedSource(time).next(TRANSIENT, Duration.ofSeconds(999_999));
        FetchResult fetched = fetch(source);
        assertThat(fetched.outcome()).isEqualTo(Outcome.UNREACHABLE);
        assertThat(fetched.responses()).hasSize(1);
        assertThat(time.ticks()).isZero();
    }

    @Test
    void aRejectedNonceIsReplacedAtOnceButOnlyTwice() {
        ScriptedSource source =
                new ScriptedSource(time, NONCE_REJECTED, NONCE_REJECTED, NONCE_REJECTED, NONCE_REJECTED);
        FetchResult fetched = fetch(source);
        assertThat(fetched.outcome()).isEqualTo(Outcome.BUG);
        assertThat(fetched.responses()).hasSize(3);
        assertThat(time.waits()).allMatch(Duration::isZero);
    }

    @Test
    void anExceededRateLimitPausesForASecondThenForAMinute() {
        ScriptedSource source = new ScriptedSource(time, RATE_LIMITED, RATE_LIMITED);
        FetchResult fetched = fetch(source, time.deadline(Duration.ofMinutes(2)));
        assertThat(fetched.outcome()).isEqualTo(Outcome.DONE);
        assertThat(time.waits()).hasSize(2);
        assertThat(time.waits().get(0)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
        assertThat(time.waits().get(1)).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(62));
    }

    @Test
    void anExceededRateLimitBeyondTheDeadlineIsATemporaryFailure() {
        FetchResult fetched = fetch(new ScriptedSource(time, RATE_LIMITED, RATE_LIMITED, RATE_LIMITED));
        assertThat(fetched.outcome()).isEqualTo(Outcome.TEMPORARY_FAILURE);
        assertThat(fetched.responses()).hasSize(2);
    }

    @ParameterizedTest
    @Tag("T1")
    @CsvSource({"-1000", "5000", "-5000", "1", "-86400000", "86400000", "-31536000000", "31536000000"})
    void aRejectedClockIsMeasuredAndCorrected(long aheadMillis) {
        clock = InstantSource.offset(time.clock(), Duration.ofMillis(aheadMillis));
        ScriptedSource source = new ScriptedSource(time, CLOCK_REJECTED)
                .withClockAhead(Duration.ZERO)
                .after(Duration.ofMillis(300));
        Instant start = time.clock().instant();

        FetchResult fetched = fetch(source);

        assertThat(fetched.outcome()).isEqualTo(Outcome.DONE);
        assertThat(fetched.problem()).isNull();
        assertThat(fetched.warning())
                .isEqualTo("this machine's clock is " + Math.abs(aheadMillis) + " ms "
                        + (aheadMillis < 0 ? "behind" : "ahead of") + " the exchange's: synchronize it");
        assertThat(source.timeRequests()).isOne();
        assertThat(source.signedWith()).containsExactly(start.plusMillis(aheadMillis), start.plusMillis(600));
    }

    @Test
    @Tag("T1")
    void everyAttemptAfterTheMeasurementIsSignedWithTheCorrectedTime() {
        clock = InstantSource.offset(time.clock(), Duration.ofDays(-3));
        ScriptedSource source =
                new ScriptedSource(time, CLOCK_REJECTED, TRANSIENT, NONCE_REJECTED).withClockAhead(Duration.ZERO);
        fetch(source);
        Instant start = Instant.parse("2026-01-01T00:00:00Z");
        assertThat(source.signedWith()).hasSize(4);
        assertThat(source.signedWith().subList(1, 4)).allMatch(time -> !time.isBefore(start));
    }

    @Test
    @Tag("T1")
    void aClockRejectedAfterItsCorrectionIsAConfigurationError() {
        ScriptedSource source =
                new ScriptedSource(time, CLOCK_REJECTED, CLOCK_REJECTED).withClockAhead(Duration.ofMillis(1234));
        FetchResult fetched = fetch(source);
        assertThat(fetched.outcome()).isEqualTo(Outcome.CONFIGURATION);
        assertThat(fetched.problem())
                .isEqualTo("it reports CLOCK_REJECTED; this machine's clock is 1234 ms behind the exchange's:"
                        + " synchronize it");
        assertThat(fetched.warning()).isNull();
        assertThat(fetched.responses()).hasSize(2);
        assertThat(source.timeRequests()).isOne();
    }

    @Test
    @Tag("T1")
    void aClockThatJumpsAfterTheMeasurementEndsTheFetch() {
        List<Duration> errors = new ArrayList<>(
                List.of(Duration.ofHours(-1), Duration.ofHours(-1), Duration.ofHours(-1), Duration.ofHours(-2)));
        clock = () -> time.clock().instant().plus(errors.size() > 1 ? errors.remove(0) : errors.get(0));
        ScriptedSource source = new ScriptedSource(time, CLOCK_REJECTED, CLOCK_REJECTED).withClockAhead(Duration.ZERO);
        FetchResult fetched = fetch(source);
        assertThat(fetched.outcome()).isEqualTo(Outcome.CONFIGURATION);
        assertThat(fetched.problem()).contains("3600000 ms behind");
        assertThat(fetched.responses()).hasSize(2);
    }

    @Test
    @Tag("T1")
    void anExchangeWithoutAReadableClockIsUnreachable() {
        FetchResult fetched = fetch(new ScriptedSource(time, CLOCK_REJECTED));
        assertThat(fetched.outcome()).isEqualTo(Outcome.UNREACHABLE);
        assertThat(fetched.problem())
                .isEqualTo("it reports CLOCK_REJECTED; the exchange's clock could not be read: no time??today");
        assertThat(fetched.responses()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"EXCHANGE_CLOCK", "HTTP_DATE", "OWN_CLOCK"})
    void aResponseWithoutATimeReceivesOne(TimeSource timeSource) {
        Duration ahead = timeSource == TimeSource.EXCHANGE_CLOCK ? Duration.ofMillis(400) : Duration.ZERO;
        clock = InstantSource.offset(time.clock(), ahead);
        ScriptedSource source =
                new ScriptedSource(time, TRANSIENT, SUCCESS).timedBy(timeSource).after(SLOWLY);
        if (timeSource == TimeSource.EXCHANGE_CLOCK) {
            source.withClockAhead(Duration.ZERO);
        } else if (timeSource == TimeSource.HTTP_DATE) {
            source.dated();
        }

        FetchResult fetched = fetch(source);

        assertThat(fetched.outcome()).isEqualTo(Outcome.DONE);
        assertThat(fetched.responses()).hasSize(2);
        assertThat(fetched.responses().get(0).responseTime()).isNull();
        RawResponse response = fetched.responses().get(1);
        assertThat(response.timeSource()).isEqualTo(timeSource);
        assertThat(response.responseTime())
                .isEqualTo(response.receivedAt().minus(ahead).truncatedTo(ChronoUnit.MILLIS));
        assertThat(source.timeRequests()).isEqualTo(timeSource == TimeSource.EXCHANGE_CLOCK ? 1 : 0);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SUCCESS")
    void onlyAResponseToRecordNeedsATime(Disposition disposition) {
        ScriptedSource source = new ScriptedSource(time, disposition, disposition, disposition, disposition)
                .timedBy(TimeSource.EXCHANGE_CLOCK)
                .dated();
        FetchResult fetched = fetch(source);
        assertThat(fetched.outcome()).isNotEqualTo(Outcome.DONE);
        assertThat(fetched.responses()).isNotEmpty().allMatch(response -> response.responseTime() == null);
        assertThat(source.timeRequests()).isEqualTo(disposition == CLOCK_REJECTED ? 1 : 0);
    }

    @ParameterizedTest
    @Tag("T1")
    @CsvSource({"EXCHANGE_CLOCK, PT-3H", "EXCHANGE_CLOCK, P40D", "HTTP_DATE, PT-3H", "HTTP_DATE, P40D"})
    void aCorrectedClockIsNotCorrectedTwice(TimeSource timeSource, Duration wrong) {
        clock = InstantSource.offset(time.clock(), wrong);
        ScriptedSource source = new ScriptedSource(time, CLOCK_REJECTED)
                .timedBy(timeSource)
                .withClockAhead(Duration.ZERO)
                .dated()
                .after(SLOWLY);

        FetchResult fetched = fetch(source);

        assertThat(fetched.outcome()).isEqualTo(Outcome.DONE);
        RawResponse response = fetched.responses().get(1);
        boolean byClock = timeSource == TimeSource.EXCHANGE_CLOCK;
        assertThat(response.responseTime())
                .isCloseTo(time.clock().instant(), within(byClock ? 0 : 1_000, ChronoUnit.MILLIS));
        assertThat(response.timeSource()).isEqualTo(timeSource);
        assertThat(source.timeRequests()).isEqualTo(byClock ? 1 : 0);
    }

    @Test
    void theClockIsReadOnceForAllAccountsOfARun() {
        clock = InstantSource.offset(time.clock(), Duration.ofMinutes(7));
        ScriptedSource source = new ScriptedSource(time)
                .timedBy(TimeSource.EXCHANGE_CLOCK)
                .withClockAhead(Duration.ZERO)
                .after(SLOWLY);
        BalanceFetcher fetcher = fetcher();
        ResponseClock run = responseClock();
        for (int i = 0; i < 5; i++) {
            Instant start = time.clock().instant();
            FetchResult fetched = fetcher.fetch(source, key(i), deadline, run);
            assertThat(fetched.responses())
                    .extracting(RawResponse::responseTime)
                    .containsExactly(start.plus(SLOWLY));
        }
        assertThat(source.timeRequests()).isOne();
    }

    @Test
    @Tag("I7")
    void noMeasurementOfTheClockExceedsTheDeadline() {
        ScriptedSource source =
                new ScriptedSource(time).timedBy(TimeSource.EXCHANGE_CLOCK).after(Duration.ofSeconds(2));
        FetchResult fetched = fetch(source, time.deadline(Duration.ofSeconds(9)));
        assertThat(fetched.outcome()).isEqualTo(Outcome.DONE);
        assertThat(source.timeouts()).containsExactly(Duration.ofSeconds(9), Duration.ofSeconds(7));
        assertThat(fetched.responses()).extracting(RawResponse::timeSource).containsExactly(TimeSource.OWN_CLOCK);
    }

    @Test
    void aStoppedRunSendsNoRequest() {
        deadline.stop();
        ScriptedSource source = new ScriptedSource(time);
        FetchResult fetched = fetch(source);
        assertThat(fetched.outcome()).isEqualTo(Outcome.STOPPED);
        assertThat(fetched.problem()).isEqualTo("no request sent: the run was stopped");
        assertThat(source.signedWith()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"TRANSIENT", "RATE_LIMITED", "NONCE_REJECTED"})
    void aRunStoppedDuringARequestDoesNotRetry(Disposition disposition) {
        ScriptedSource source = new ScriptedSource(time, disposition).meanwhile(deadline::stop);
        FetchResult fetched = fetch(source);
        assertThat(fetched.outcome()).isEqualTo(Outcome.STOPPED);
        assertThat(fetched.responses()).hasSize(1);
    }

    @Test
    void aResponseReceivedAfterTheStopIsStored() {
        FetchResult fetched = fetch(new ScriptedSource(time, SUCCESS).meanwhile(deadline::stop));
        assertThat(fetched.outcome()).isEqualTo(Outcome.DONE);
        assertThat(fetched.responses()).hasSize(1);
    }

    @Test
    @Tag("O6")
    void aFullRateLimitUntilTheDeadlineIsATemporaryFailure() {
        BalanceFetcher fetcher = fetcher();
        Deadline tight = time.deadline(Duration.ofMillis(900));
        for (int i = 0; i < 3; i++) {
            assertThat(fetcher.fetch(new ScriptedSource(time), CREDENTIALS, tight, responseClock())
                            .outcome())
                    .isEqualTo(Outcome.DONE);
        }
        FetchResult fetched = fetcher.fetch(new ScriptedSource(time), CREDENTIALS, tight, responseClock());
        assertThat(fetched.outcome()).isEqualTo(Outcome.TEMPORARY_FAILURE);
        assertThat(fetched.problem()).contains("no request sent", "rate limit");
        assertThat(fetched.responses()).isEmpty();
    }

    @Test
    @Tag("O6")
    void eachKeyHasItsOwnRateLimit() {
        BalanceFetcher fetcher = fetcher();
        for (int i = 0; i < 30; i++) {
            assertThat(fetcher.fetch(new ScriptedSource(time), key(i), deadline, responseClock())
                            .outcome())
                    .isEqualTo(Outcome.DONE);
        }
        assertThat(time.waits()).isEmpty();
    }

    @Test
    @Tag("O6")
    void aWaitForTheRateLimitEndsWhenTheRunIsStopped() {
        BalanceFetcher fetcher = fetcher();
        for (int i = 0; i < 3; i++) {
            fetcher.fetch(new ScriptedSource(time), CREDENTIALS, deadline, responseClock());
        }
        deadline.stop();
        FetchResult fetched = fetcher.fetch(new ScriptedSource(time), CREDENTIALS, deadline, responseClock());
        assertThat(fetched.outcome()).isEqualTo(Outcome.STOPPED);
        assertThat(fetched.problem()).isEqualTo("no request sent: the run was stopped");
    }

    private FetchResult fetch(ScriptedSource source) {
        return fetch(source, deadline);
    }

    private FetchResult fetch(ScriptedSource source, Deadline until) {
        return fetcher().fetch(source, CREDENTIALS, until, responseClock());
    }

    private static Credentials key(int number) {
        return new Credentials(CREDENTIALS.baseUrl(), "CANARYKEY" + number, "CANARYSECRET");
    }

    private ResponseClock responseClock() {
        return new ResponseClock(clock);
    }

    private BalanceFetcher fetcher() {
        return new BalanceFetcher(new HttpSettings(Duration.ofSeconds(5), READ_TIMEOUT, 4 << 20, 4), clock);
    }
}
