package dev.balancehistory.exchange.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.balancehistory.exchange.Attempt;
import dev.balancehistory.exchange.BalanceFetcher;
import dev.balancehistory.exchange.Disposition;
import dev.balancehistory.exchange.FetchResult;
import dev.balancehistory.exchange.HttpSettings;
import dev.balancehistory.exchange.RateLimits;
import dev.balancehistory.exchange.ResponseClock;
import dev.balancehistory.exchange.bitfront.Sample;
import dev.balancehistory.localexchange.LocalExchange;
import dev.balancehistory.localexchange.Misbehaviour;
import dev.balancehistory.localexchange.Settings;
import dev.balancehistory.localexchange.WireFault;
import dev.balancehistory.process.Deadline;
import dev.balancehistory.process.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The waits for a response, before a retry, and for the rate limit. */
class PatienceTest extends WireFixture {
    @ParameterizedTest
    @Tag("H2")
    @MethodSource
    void anEndlessResponseTimesOut(Misbehaviour fault) throws Exception {
        fetch();
        exchange.next(KEY, fault);
        assertWithoutResponse(
                fetch(exchange.baseUrl(), IMPATIENCE),
                "not complete within the timeout (recorder.http.read-timeout or recorder.deadline)");
        assertThat(exchange.awaitRequests(KEY, 2, PATIENCE)).isTrue();
        assertThat(exchange.requests(KEY)).isEqualTo(2);
        assertThat(fetch().disposition()).isEqualTo(Disposition.SUCCESS);
    }

    static List<Misbehaviour> anEndlessResponseTimesOut() {
        return List.of(
                WireFault.silent(),
                WireFault.drip(Duration.ofMillis(20)),
                WireFault.dripHeaders(Duration.ofMillis(20)),
                WireFault.drip(Duration.ofMillis(1)),
                Misbehaviour.delay(Duration.ofMinutes(10)));
    }

    @Test
    @Tag("H2")
    void anEndlessResponseEndsTheConnection() throws Exception {
        try (PersistentServer server = new PersistentServer(false)) {
            assertWithoutResponse(fetch(server.baseUrl(), IMPATIENCE), "not complete within the timeout");
            assertThat(server.isDisconnected()).isTrue();
        }
    }

    @Test
    @Tag("H2")
    void aBodyThatBeginsAfterTheTimeoutEndsTheConnection() {
        LimitedBody late = new LimitedBody(MAX_BYTES);
        assertThatIOException().isThrownBy(() -> late.bytes(Duration.ZERO));
        AtomicBoolean hungUp = new AtomicBoolean();
        late.onSubscribe(new Flow.Subscription() {
            @Override
            public void request(long pieces) {
                throw new AssertionError("the wait has ended");
            }

            @Override
            public void cancel() {
                hungUp.set(true);
            }
        });
        assertThat(hungUp).isTrue();
    }

    @Test
    @Tag("H2")
    void noRequestIsSentWithoutTimeLeft() {
        for (Duration none : List.of(Duration.ZERO, Duration.ofNanos(-1), Duration.ofDays(-1))) {
            assertWithoutResponse(fetch(exchange.baseUrl(), none), "not complete within the timeout");
        }
        assertThat(exchange.requests(KEY)).isZero();
    }

    @Test
    @Tag("H2")
    void anInterruptEndsTheWaitAndRemainsSet() {
        exchange.next(KEY, WireFault.silent());
        Thread.currentThread().interrupt();
        Attempt attempt = fetch();
        assertThat(Thread.interrupted()).isTrue();
        assertWithoutResponse(attempt, "interrupted");
    }

    @Test
    @Tag("H1")
    @EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere a full queue rejects connections")
    void aHostThatAcceptsNoConnectionTimesOut() throws Exception {
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Crowd crowd = new Crowd(full)) {
            // Far longer than the system's own limit for a connection, which has another message.
            Duration whole = Duration.ofMinutes(10);
            HttpSource impatient = bitfront(new HttpSettings(IMPATIENCE, whole, MAX_BYTES, 4));
            Attempt attempt = fetch(impatient, crowd.baseUrl(), whole);
            assertWithoutResponse(attempt, "no connection within the timeout (recorder.http.connect-timeout)");
        }
    }

    @ParameterizedTest
    @Tag("H5")
    @CsvSource({
        "503, 4, UNREACHABLE",
        "429, 4, UNREACHABLE",
        "408, 4, UNREACHABLE",
        "404, 1, DATA_ERROR",
        "204, 1, DATA_ERROR"
    })
    void theHttpStatusDecidesAboutARetry(int status, int requests, Outcome outcome) {
        byte[] body = Sample.bytes(status == 204 ? "" : "<html>Go away</html>");
        exchange.always(KEY, Misbehaviour.httpStatus(status, status == 204 ? null : "text/html", body, Map.of()));
        FetchResult fetched = fetchPatiently();
        assertThat(fetched.outcome()).isEqualTo(outcome);
        assertThat(fetched.responses()).hasSize(requests);
        assertThat(exchange.requests(KEY)).isEqualTo(requests);
    }

    @Test
    void retryAfterIsHonouredIfTheDeadlineLeavesRoom() {
        exchange.next(KEY, unavailable("7"), unavailable("0"), unavailable("Tue, 21 Oct 2025 07:28:00 GMT"));
        assertThat(fetchPatiently().outcome()).isEqualTo(Outcome.DONE);
        assertThat(time.waits().get(0)).isEqualTo(Duration.ofSeconds(7));
        assertThat(time.waits().subList(1, 3)).allMatch(wait -> wait.compareTo(Duration.ofSeconds(3)) < 0);

        for (String beyond : List.of("3600", "9999999", "Wed, 21 Oct 2099 07:28:00 GMT")) {
            exchange.next(KEY, unavailable(beyond));
            FetchResult fetched = fetchPatiently();
            assertThat(fetched.outcome()).isEqualTo(Outcome.UNREACHABLE);
            assertThat(fetched.responses()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-1",
                "1.5",
                "soon",
                "99999999999999999999",
                "0x10",
                "+5",
                "\u0661",
                "Wed, 21 Oct 2099",
                "2099-10-21"
            })
    void aMalformedRetryAfterIsIgnored(String value) {
        exchange.next(KEY, unavailable(value));
        assertThat(fetch().retryAfter()).isNull();
    }

    @Test
    @Tag("O6")
    void theLimitsAreThoseOfTheDocuments() {
        assertThat(source.rateLimits().key())
                .containsExactly(
                        new RateLimits.Window(3, Duration.ofSeconds(1)),
                        new RateLimits.Window(60, Duration.ofMinutes(1)));
    }

    @Test
    @Tag("O6")
    void theFirstRequestsOfAKeyKeepTheDistanceOfTheLaterOnes() throws Exception {
        try (LocalExchange strict = start(Settings.strict().withLatency(Duration.ofMillis(100)))) {
            BalanceFetcher fetcher = new BalanceFetcher(http(), InstantSource.system());
            ResponseClock clock = new ResponseClock(InstantSource.system());
            HttpSource cold = bitfront(http());
            Deadline deadline = new Deadline(PATIENCE);
            List<CompletableFuture<FetchResult>> accounts = IntStream.range(0, 7)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> fetcher.fetch(cold, credentials(strict.baseUrl()), deadline, clock)))
                    .toList();
            assertThat(accounts).allMatch(fetched -> fetched.join().outcome() == Outcome.DONE);
            assertThat(strict.requests(KEY)).isEqualTo(7);
            assertThat(strict.busiest(KEY, Duration.ofSeconds(1))).isLessThanOrEqualTo(3);
        }
    }

    private static Misbehaviour unavailable(String retryAfter) {
        return Misbehaviour.httpStatus(503, "text/plain", new byte[0], Map.of("Retry-After", retryAfter));
    }

    /** Connections that fill the queue of a server which accepts none. */
    private static final class Crowd implements AutoCloseable {
        private final InetSocketAddress address;
        private final List<Socket> connections = new ArrayList<>();

        Crowd(ServerSocket server) throws IOException {
            address = new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
            for (boolean room = true; room; ) {
                Socket connection = new Socket();
                connections.add(connection);
                try {
                    connection.connect(address, 1_000);
                } catch (SocketTimeoutException e) {
                    room = false;
                }
            }
        }

        URI baseUrl() {
            return URI.create("http://127.0.0.1:" + address.getPort());
        }

        @Override
        public void close() throws IOException {
            for (Socket connection : connections) {
                connection.close();
            }
        }
    }
}
