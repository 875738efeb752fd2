package dev.balancehistory.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.exchange.RateLimits.Scope;
import dev.balancehistory.exchange.RateLimits.Window;
import dev.balancehistory.process.Deadline;
import dev.balancehistory.process.Outcome;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Limits and bans of a key and of an IP address, and nonces that rise. */
@Tag("O6")
class RateLimitersTest {
    private static final HttpSettings SETTINGS =
            new HttpSettings(Duration.ofSeconds(5), Duration.ofSeconds(10), 4 << 20, 4);

    private final VirtualTime time = new VirtualTime();
    private final Deadline deadline = time.deadline(Duration.ofSeconds(60));
    private final BalanceFetcher fetcher = new BalanceFetcher(SETTINGS, time.clock());

    private static Credentials key(int number) {
        return new Credentials(URI.create("https://venue.example"), "CANARYKEY" + number, "CANARYSECRET");
    }

    private FetchResult fetch(BalanceSource source, int key, Deadline until) {
        return fetcher.fetch(source, key(key), until, new ResponseClock(time.clock()));
    }

    @Test
    void allKeysShareTheLimitOfAnAddress() {
        Venue venue = new Venue(new RateLimits(List.of(), List.of(new Window(5, Duration.ofSeconds(10))), Scope.IP));
        for (int i = 0; i < 11; i++) {
            assertThat(fetch(venue, i, deadline).outcome()).isEqualTo(Outcome.DONE);
        }
        assertThat(time.ticks())
                .isBetween(
                        Duration.ofSeconds(20).toNanos(), Duration.ofSeconds(21).toNanos());
    }

    @Test
    void aFullLimitOfAnAddressUntilTheDeadlineIsATemporaryFailure() {
        Venue venue = new Venue(new RateLimits(
                List.of(new Window(9, Duration.ofMinutes(1))),
                List.of(new Window(1, Duration.ofMinutes(2))),
                Scope.IP));
        fetch(venue, 1, deadline);
        FetchResult result = fetch(venue, 2, deadline);
        assertThat(result.outcome()).isEqualTo(Outcome.TEMPORARY_FAILURE);
        assertThat(result.problem()).startsWith("no request sent: this IP address's rate limit allowed no request");
    }

    @Test
    void eachKeyHasItsOwnLimit() {
        Venue venue = new Venue(new RateLimits(List.of(new Window(1, Duration.ofSeconds(10))), List.of(), Scope.IP));
        for (int i = 0; i < 11; i++) {
            fetch(venue, i, deadline);
        }
        assertThat(time.ticks()).isZero();
    }

    @Test
    void aRequestCountsByItsWeight() {
        RateLimiter limiter = new RateLimiter(List.of(new Window(10, Duration.ofSeconds(10))));
        assertThat(limiter.acquire(4, deadline)).isTrue();
        assertThat(limiter.acquire(6, deadline)).isTrue();
        limiter.release(4, deadline);
        time.pass(Duration.ofSeconds(3));
        limiter.release(6, deadline);
        assertThat(limiter.acquire(4, deadline)).isTrue();
        assertThat(time.ticks())
                .isBetween(
                        Duration.ofSeconds(10).toNanos(),
                        Duration.ofMillis(10_100).toNanos());
        limiter.release(4, deadline);
        assertThat(limiter.acquire(1, deadline)).isTrue();
        assertThat(time.ticks())
                .isBetween(
                        Duration.ofSeconds(13).toNanos(),
                        Duration.ofMillis(13_100).toNanos());
    }

    @Test
    void aBanOfTheAddressStopsAllAccountsUntilItsEnd() throws Exception {
        Venue venue = new Venue(RateLimits.NONE).banning(Duration.ofSeconds(30));
        List<FetchResult> results = Collections.synchronizedList(new ArrayList<>());
        AtomicInteger next = new AtomicInteger();
        time.together(Collections.nCopies(16, () -> {
            for (int i = next.getAndIncrement(); i < 200; i = next.getAndIncrement()) {
                results.add(fetch(venue, i, deadline));
            }
        }));

        assertThat(venue.sent).hasValueLessThanOrEqualTo(16);
        assertThat(results).hasSize(200).allSatisfy(result -> {
            assertThat(result.outcome()).isEqualTo(Outcome.TEMPORARY_FAILURE);
            assertThat(result.problem()).contains("the exchange has banned this IP address until 2026-01-01T00:00:");
        });
        assertThat(results.stream().filter(result -> result.responses().isEmpty()))
                .hasSizeGreaterThanOrEqualTo(184)
                .allSatisfy(result -> assertThat(result.problem()).startsWith("no request sent: "));

        time.pass(Duration.ofSeconds(31));
        venue.banning(null).serving();
        assertThat(fetch(venue, 1, deadline).outcome()).isEqualTo(Outcome.DONE);
    }

    @Test
    void aBanOfUnknownLengthLastsForTheRun() {
        Venue venue = new Venue(RateLimits.NONE).banning(null);
        assertThat(fetch(venue, 1, deadline).problem())
                .isEqualTo("it reports BANNED; the exchange has banned this IP address for an unknown time");
        assertThat(fetch(venue, 2, deadline).responses()).isEmpty();
        venue.serving();
        time.pass(Duration.ofSeconds(60));
        assertThat(fetch(venue, 2, time.deadline(Duration.ofSeconds(60))).outcome())
                .isEqualTo(Outcome.DONE);
    }

    @Test
    void aBanOfAKeyStopsNoOther() {
        Venue venue = new Venue(new RateLimits(List.of(), List.of(), Scope.KEY)).banning(Duration.ofSeconds(30));
        assertThat(fetch(venue, 1, deadline).problem()).contains("has banned the key until");
        venue.serving();
        assertThat(fetch(venue, 1, deadline).responses()).isEmpty();
        assertThat(fetch(venue, 2, deadline).outcome()).isEqualTo(Outcome.DONE);
    }

    @Test
    void anExceededLimitOfAnAddressSuspendsAllItsAccounts() throws Exception {
        RateLimits limits = new RateLimits(List.of(), List.of(new Window(1_000, Duration.ofMinutes(1))), Scope.IP);
        List<Long> sent = Collections.synchronizedList(new ArrayList<>());
        SingleRequestSource source = new SingleRequestSource("venue") {
            @Override
            public RateLimits rateLimits() {
                return limits;
            }

            @Override
            public Attempt fetch(Credentials credentials, Instant now, Duration timeout) {
                sent.add(time.ticks());
                time.pass(Duration.ofMillis(100));
                boolean early = time.ticks() < Duration.ofSeconds(20).toNanos();
                return ScriptedSource.attempt(
                        early ? Disposition.RATE_LIMITED : Disposition.SUCCESS,
                        early ? Duration.ofSeconds(20) : null,
                        now,
                        now,
                        null);
            }
        };
        AtomicInteger next = new AtomicInteger();
        List<Outcome> outcomes = Collections.synchronizedList(new ArrayList<>());
        time.together(Collections.nCopies(4, () -> {
            for (int i = next.getAndIncrement(); i < 40; i = next.getAndIncrement()) {
                outcomes.add(fetch(source, i, deadline).outcome());
            }
        }));

        assertThat(outcomes).hasSize(40).containsOnly(Outcome.DONE);
        assertThat(sent.stream().filter(ticks -> ticks < Duration.ofSeconds(20).toNanos()))
                .hasSize(4);
    }

    @Test
    void theWaitThatTheExchangeStatesIsHonoured() {
        ScriptedSource source = new ScriptedSource(time).next(Disposition.RATE_LIMITED, Duration.ofSeconds(17));
        assertThat(fetch(source, 1, deadline).outcome()).isEqualTo(Outcome.DONE);
        assertThat(time.waits()).containsExactly(Duration.ofSeconds(17));
    }

    @ParameterizedTest
    @EnumSource
    void theNoncesOfAKeyRiseAndItsRequestsAreSentOneAtATime(Sharing sharing) throws Exception {
        ConcurrentHashMap<String, Boolean> held = new ConcurrentHashMap<>();
        NonceLock lock = (exchange, key) -> held.putIfAbsent(key, true) == null ? () -> held.remove(key) : null;
        BalanceFetcher one = new BalanceFetcher(SETTINGS, time.clock(), lock);
        BalanceFetcher other = sharing == Sharing.ONE_PROCESS ? one : new BalanceFetcher(SETTINGS, time.clock(), lock);
        Rising rising = new Rising();
        time.together(IntStream.range(0, 8)
                .<Runnable>mapToObj(i -> () ->
                        (i % 2 == 0 ? one : other).fetch(rising, key(1), deadline, new ResponseClock(time.clock())))
                .toList());

        assertThat(rising.atOnce).hasValue(1);
        assertThat(rising.nonces).hasSize(8).isSorted().doesNotHaveDuplicates();
        assertThat(held).isEmpty();
    }

    /** A user of a key. */
    private enum Sharing {
        ONE_PROCESS,
        TWO_PROCESSES
    }

    @Test
    void aKeyLockedUntilTheDeadlineIsATemporaryFailure() {
        BalanceFetcher waiting = new BalanceFetcher(SETTINGS, time.clock(), (exchange, key) -> null);
        FetchResult result = waiting.fetch(new Rising(), key(1), deadline, new ResponseClock(time.clock()));
        assertThat(result.outcome()).isEqualTo(Outcome.TEMPORARY_FAILURE);
        assertThat(result.problem())
                .isEqualTo("no request sent: the lock of the key was not available before the run's deadline"
                        + " (recorder.deadline)");
    }

    @Test
    void aRejectedNonceIsRaisedThenTheKeyIsRejected() {
        Rising rising = new Rising();
        rising.rejecting = 99;
        FetchResult result = fetch(rising, 1, deadline);
        assertThat(result.outcome()).isEqualTo(Outcome.CREDENTIALS);
        assertThat(result.problem()).isEqualTo("it reports NONCE_REJECTED: create a key that only the recorder uses");
        assertThat(rising.nonces).hasSize(3).isSorted();
        assertThat(rising.nonces.get(2) - rising.nonces.get(1)).isGreaterThanOrEqualTo(1_000_000);
    }

    /** Serves, or bans. */
    private class Venue extends SingleRequestSource {
        private final RateLimits limits;
        private final AtomicInteger sent = new AtomicInteger();
        private boolean banning;
        private @Nullable Duration lasting;

        Venue(RateLimits limits) {
            super("venue");
            this.limits = limits;
        }

        Venue banning(@Nullable Duration newLasting) {
            banning = true;
            lasting = newLasting;
            return this;
        }

        void serving() {
            banning = false;
        }

        @Override
        public RateLimits rateLimits() {
            return limits;
        }

        @Override
        public Attempt fetch(Credentials credentials, Instant now, Duration timeout) {
            sent.incrementAndGet();
            if (banning) {
                time.pass(Duration.ofMillis(200));
            }
            return ScriptedSource.attempt(
                    banning ? Disposition.BANNED : Disposition.SUCCESS, banning ? lasting : null, now, now, null);
        }
    }

    /** Wants nonces that rise. */
    private final class Rising extends Venue {
        private final List<Long> nonces = Collections.synchronizedList(new ArrayList<>());
        private final AtomicInteger open = new AtomicInteger();
        private final AtomicInteger atOnce = new AtomicInteger();
        private int rejecting;

        Rising() {
            super(RateLimits.NONE);
        }

        @Override
        public NoncePolicy noncePolicy() {
            return NoncePolicy.RISING;
        }

        @Override
        public AccountFetch prepare(Credentials credentials) {
            AccountFetch fetch = super.prepare(credentials);
            return new AccountFetch() {
                @Override
                public int weight() {
                    return 1;
                }

                @Override
                public boolean complete() {
                    return fetch.complete();
                }

                @Override
                public Attempt send(Moment moment, Duration timeout) {
                    nonces.add(moment.nonce());
                    atOnce.accumulateAndGet(open.incrementAndGet(), Math::max);
                    time.pass(Duration.ofMillis(10));
                    open.decrementAndGet();
                    return rejecting-- > 0
                            ? ScriptedSource.attempt(Disposition.NONCE_REJECTED, null, moment.now(), moment.now(), null)
                            : fetch.send(moment, timeout);
                }
            };
        }
    }
}
