package dev.balancehistory.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.process.Deadline;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("O6")
class RateLimiterTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration RUN = Duration.ofMinutes(7);

    private final VirtualTime time = new VirtualTime();
    private final Deadline deadline = time.deadline(RUN);

    @Test
    void theFourthRequestWaitsASecondAfterTheFirstResponse() {
        RateLimiter limiter = new RateLimiter(windows(3));
        limiter.acquire(1, deadline);
        time.pass(Duration.ofMillis(700));
        limiter.release(1, deadline);
        limiter.acquire(1, deadline);
        limiter.acquire(1, deadline);
        assertThat(time.waits()).isEmpty();
        limiter.acquire(1, deadline);
        assertThat(time.ticks()).isBetween(millis(1_700), millis(1_750));
    }

    @Test
    void aRequestWaitsForTheOldestOfThreeOnly() {
        RateLimiter limiter = new RateLimiter(windows(3));
        for (int i = 0; i < 3; i++) {
            limiter.acquire(1, deadline);
            limiter.release(1, deadline);
            time.pass(Duration.ofMillis(300));
        }
        limiter.acquire(1, deadline);
        assertThat(time.ticks()).isBetween(millis(1_000), millis(1_050));
    }

    @Test
    void noRequestWaitsBeyondTheDeadline() {
        RateLimiter limiter = new RateLimiter(windows(1));
        Deadline tight = time.deadline(Duration.ofMillis(900));
        assertThat(limiter.acquire(1, tight)).isTrue();
        limiter.release(1, tight);
        assertThat(limiter.acquire(1, tight)).isFalse();
        assertThat(time.ticks()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        // threads, slowest response in ms, share of responses that cause a retry, least number of requests
        "1, 1, 0, 400",
        "1, 2000, 0.3, 0",
        "3, 100, 0.5, 100",
        "16, 0, 0, 400",
        // A rate fault holds the requests of all threads.
        "16, 50, 0.2, 300",
        "16, 1500, 0.2, 300",
        "24, 9000, 0.5, 50"
    })
    void theLimitsHoldOverMinutesForAnyNumberOfThreads(int threads, int slowest, double bad, int least)
            throws Exception {
        BalanceFetcher fetcher = new BalanceFetcher(
                new HttpSettings(Duration.ofSeconds(5), Duration.ofSeconds(10), 4 << 20, 4), time.clock());
        Credentials shared = new Credentials(URI.create("https://lively.example"), "CANARYKEY", "CANARYSECRET");
        LivelySource source = new LivelySource(slowest, bad);
        List<Runnable> accounts = Collections.nCopies(threads, () -> {
            while (!fetcher.fetch(source, shared, deadline, new ResponseClock(time.clock()))
                    .responses()
                    .isEmpty()) {
                // The next account's turn, until the run is over.
            }
        });

        time.together(accounts);

        assertThat(busiest(source.sent, SECOND)).isLessThanOrEqualTo(3);
        assertThat(busiest(source.sent, MINUTE)).isLessThanOrEqualTo(60);
        assertThat(busiest(source.arrived, SECOND)).isLessThanOrEqualTo(3);
        assertThat(busiest(source.arrived, MINUTE)).isLessThanOrEqualTo(60);
        assertThat(source.sent.size()).isGreaterThanOrEqualTo(least);
    }

    private static List<RateLimits.Window> windows(int perSecond) {
        return List.of(new RateLimits.Window(perSecond, SECOND), new RateLimits.Window(60, MINUTE));
    }

    private static long millis(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }

    /** Returns the largest number within a window of this length, without its end. */
    private static int busiest(List<Long> ticks, Duration window) {
        List<Long> sorted = ticks.stream().sorted().toList();
        int most = 0;
        int first = 0;
        for (int last = 0; last < sorted.size(); last++) {
            while (sorted.get(last) - sorted.get(first) >= window.toNanos()) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most;
    }

    /** An exchange on an irregular network: a request arrives at any time before its response. */
    private final class LivelySource extends SingleRequestSource {
        private static final List<Disposition> BAD = List.of(
                Disposition.TRANSIENT,
                Disposition.TRANSIENT,
                Disposition.NONCE_REJECTED,
                Disposition.CLOCK_REJECTED,
                Disposition.RATE_LIMITED);

        private final List<Long> sent = Collections.synchronizedList(new ArrayList<>());
        private final List<Long> arrived = Collections.synchronizedList(new ArrayList<>());
        private final Random random = new Random(6);
        private final int slowest;
        private final double bad;

        LivelySource(int slowest, double bad) {
            super("lively");
            this.slowest = slowest;
            this.bad = bad;
        }

        @Override
        public Attempt fetch(Credentials credentials, Instant now, Duration timeout) {
            sent.add(time.ticks());
            time.pass(upTo(slowest));
            arrived.add(time.ticks());
            time.pass(upTo(slowest / 10));
            return ScriptedSource.attempt(disposition(), null, now, now, null);
        }

        @Override
        public ExchangeTime time(URI baseUrl, Duration timeout) {
            return ExchangeTime.exact(time.clock().instant());
        }

        private Duration upTo(int millis) {
            synchronized (random) {
                return Duration.ofMillis(random.nextInt(millis + 1));
            }
        }

        private Disposition disposition() {
            synchronized (random) {
                return random.nextDouble() < bad ? BAD.get(random.nextInt(BAD.size())) : Disposition.SUCCESS;
            }
        }
    }
}
