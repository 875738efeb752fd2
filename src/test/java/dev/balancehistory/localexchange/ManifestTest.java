package dev.balancehistory.localexchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ManifestTest extends Fixture {

    @Test
    void aSuccessIsListedWithItsIdentifyingFacts() throws Exception {
        Map<String, String> headers = caller.signed();
        String body =
                caller.send(caller.request(Caller.BALANCES, headers).build()).body();

        Served line = exchange.served().get(0);
        assertThat(line.n()).isEqualTo(1);
        assertThat(line.at()).isEqualTo(exchange.arrivals(KEY).get(0));
        assertThat(line.apiKey()).isEqualTo(KEY);
        assertThat(line.path()).isEqualTo(Caller.BALANCES);
        assertThat(line.statusCode()).isEqualTo(1000);
        assertThat(line.success()).isTrue();
        assertThat(line.responseTime()).isEqualTo(clock.instant());
        assertThat(line.bodySha256()).isEqualTo(Manifest.sha256(body.getBytes(UTF_8)));
        assertThat(line.signature()).isEqualTo(headers.get("X-API-SIGN"));
        assertThat(line.timestamp()).isEqualTo(clock.millis());
        assertThat(line.nonce()).isEqualTo("10000");
        assertThat(line.holdings()).isEqualTo(Holdings.seed().at(clock.instant()));
        assertThat(line.note()).isEqualTo("1000 SUCCESS");
    }

    @Test
    void everyOtherRequestIsListed() throws Exception {
        exchange.next(KEY, Misbehaviour.body("null"), Misbehaviour.large(10_000), Misbehaviour.gzipped());
        caller.fetch();
        caller.fetch();
        caller.requestBytes();
        caller.fetch();
        caller.fetchTime();
        caller.send(
                caller.request("/v1/nowhere", Map.of("X-API-TIMESTAMP", "soon")).build());

        assertThat(exchange.served())
                .extracting(Served::n, Served::statusCode, Served::note)
                .containsExactly(
                        tuple(1L, 0, "1000 SUCCESS, played: body of 4 bytes"),
                        tuple(2L, 1000, "1000 SUCCESS, played: large, 10000 bytes"),
                        tuple(3L, 1000, "1000 SUCCESS, played: gzipped"),
                        tuple(4L, 6004, "6004 API RPS limit exceeded"),
                        tuple(5L, 0, "1000 SUCCESS"),
                        tuple(6L, 4000, "no such endpoint"));
        List<Served> served = exchange.served();
        assertThat(served.get(0).bodySha256()).isEqualTo(Manifest.sha256("null".getBytes(UTF_8)));
        assertThat(served.get(1).bodySha256()).isNull();
        assertThat(served.get(2).bodySha256()).isNotNull();
        assertThat(served.get(5).timestamp()).isEqualTo(-1);
        assertThat(served.get(5).apiKey()).isNull();
    }

    @Test
    void everyRequestIsCountedByItsKey() throws Exception {
        caller(KEY, "guessed").fetch();
        caller.fetch();
        caller("nobody", SECRET).fetch();
        caller.fetchTime();

        assertThat(exchange.requests(KEY)).isEqualTo(2);
        assertThat(exchange.requests("nobody")).isEqualTo(1);
        assertThat(exchange.requests("another")).isZero();
        assertThat(exchange.timeRequests()).isEqualTo(1);
        assertThat(exchange.served(KEY)).hasSize(2);
        assertThat(exchange.arrivals(KEY)).isSorted();
    }

    @Test
    void arrivalsAreDatedByTheTimeOfDayNotByTheExchangesClock() throws Exception {
        Instant before = Instant.now().minusSeconds(60);
        caller.fetch();
        assertThat(exchange.arrivals(KEY).get(0)).isAfter(before);
    }

    @Test
    void aSnapshotOfTheManifestDoesNotGrow() throws Exception {
        List<Served> before = exchange.served();
        caller.fetch();
        assertThat(before).isEmpty();
        assertThat(exchange.served()).hasSize(1);
    }

    @Test
    void theBusiestWindowExcludesItsFarEnd() {
        Instant start = clock.instant();
        List<Instant> arrivals = List.of(0, 400, 999, 1_000, 1_399, 5_000).stream()
                .map(start::plusMillis)
                .toList();
        assertThat(Manifest.busiest(arrivals, Duration.ofSeconds(1))).isEqualTo(4);
        assertThat(Manifest.busiest(arrivals, Duration.ofMillis(1))).isEqualTo(1);
        assertThat(Manifest.busiest(arrivals, Duration.ofMinutes(1))).isEqualTo(6);
        assertThat(Manifest.busiest(List.of(), Duration.ofMinutes(1))).isZero();
    }

    @Test
    void waitingForRequestsHasALimit() throws Exception {
        assertThat(exchange.awaitRequests(KEY, 1, Duration.ofMillis(1))).isFalse();
        caller.fetch();
        assertThat(exchange.awaitRequests(KEY, 1, Duration.ZERO)).isTrue();
    }
}
