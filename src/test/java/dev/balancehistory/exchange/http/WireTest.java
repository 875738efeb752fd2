package dev.balancehistory.exchange.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.balance.RawResponse;
import dev.balancehistory.balance.ResponseState;
import dev.balancehistory.exchange.Attempt;
import dev.balancehistory.exchange.Disposition;
import dev.balancehistory.exchange.FetchResult;
import dev.balancehistory.exchange.Reading;
import dev.balancehistory.exchange.bitfront.Sample;
import dev.balancehistory.localexchange.Misbehaviour;
import dev.balancehistory.localexchange.Served;
import dev.balancehistory.localexchange.WireFault;
import dev.balancehistory.process.Outcome;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Complete and broken responses, and the number of requests for each. */
class WireTest extends WireFixture {
    @Test
    void aResponseIsStoredByteForByteWithItsTimes() {
        Instant before = Instant.now();
        RawResponse response = fetch().response();
        assertThat(HexFormat.of().formatHex(response.body().sha256()))
                .isEqualTo(exchange.served(KEY).get(0).bodySha256());
        assertThat(response.requestedAt()).isBetween(before, Instant.now());
        assertThat(response.receivedAt())
                .isBetween(response.requestedAt(), Instant.now().plusSeconds(1));
        assertThat(source.reader().read(response.body(), response.receivedAt())).isInstanceOf(Reading.Success.class);
    }

    @Test
    void concurrentRequestsReceiveTheirOwnResponses() {
        List<CompletableFuture<Attempt>> fetches = IntStream.range(0, 40)
                .mapToObj(i -> CompletableFuture.supplyAsync(this::fetch))
                .toList();
        assertThat(fetches).allMatch(attempt -> attempt.join().disposition() == Disposition.SUCCESS);
        assertThat(exchange.requests(KEY)).isEqualTo(40);
    }

    @Test
    @Tag("H1")
    void aClosedPortIsReported() {
        exchange.close();
        Attempt attempt = fetch();
        assertWithoutResponse(attempt, "connection refused");
        assertThat(attempt.response().reason())
                .startsWith("no response from 127.0.0.1:" + exchange.baseUrl().getPort() + ": ");
    }

    @Test
    @Tag("H1")
    void anUnknownHostIsReported() {
        Attempt attempt = fetch(URI.create("https://no-such-host.invalid"), PATIENCE);
        assertWithoutResponse(attempt, "no response from no-such-host.invalid: the host name is not known");
    }

    @ParameterizedTest
    @Tag("H1")
    @MethodSource
    void aConnectionThatEndsEarlyReceivesOneRequest(Misbehaviour fault) {
        exchange.next(KEY, fault);
        assertWithoutResponse(fetch(), "no response from 127.0.0.1");
        assertThat(exchange.requests(KEY)).isOne();
    }

    static List<Misbehaviour> aConnectionThatEndsEarlyReceivesOneRequest() {
        return List.of(
                WireFault.closeWithoutResponse(),
                WireFault.reset(),
                WireFault.garbage(new byte[0]),
                WireFault.garbage(new byte[] {0}),
                WireFault.garbage("HTTP/1.1".getBytes(ISO_8859_1)),
                WireFault.garbage("HTTP/1.1 200 OK\r\nContent-Le".getBytes(ISO_8859_1)),
                WireFault.garbage("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n".getBytes(ISO_8859_1)),
                WireFault.garbage("HTTP/1.1 abc OK\r\n\r\n".getBytes(ISO_8859_1)),
                WireFault.garbage("SSH-2.0-OpenSSH_9.6\r\n\u001b[2J\r\n".getBytes(ISO_8859_1)),
                WireFault.garbage("\u0015\u0003\u0001\u0000\u0002\u0002\u0050".getBytes(ISO_8859_1)));
    }

    @ParameterizedTest
    @Tag("H1")
    @MethodSource("aConnectionThatEndsEarlyReceivesOneRequest")
    void aReusedConnectionThatEndsEarlyReceivesOneRequest(Misbehaviour fault) {
        assertThat(fetch().disposition()).isEqualTo(Disposition.SUCCESS);
        exchange.next(KEY, fault);
        assertWithoutResponse(fetch(), "no response from 127.0.0.1");
        assertThat(exchange.requests(KEY)).isEqualTo(2);
        assertThat(fetch().disposition()).isEqualTo(Disposition.SUCCESS);
    }

    @Test
    @Tag("H1")
    void aConnectionThatTheServerClosedReceivesNoSecondRequest() throws Exception {
        try (AbruptServer server = AbruptServer.sending("200 OK", request -> Sample.failure(5000, "\"no\""))) {
            List<Attempt> attempts = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                attempts.add(fetch(server.baseUrl(), PATIENCE));
            }
            assertThat(attempts).allMatch(attempt -> attempt.disposition() == Disposition.TRANSIENT);
            assertThat(server.requests()).hasSizeLessThanOrEqualTo(50).doesNotHaveDuplicates();
        }
    }

    @Test
    @Tag("H1")
    void eachRetryAfterABrokenConnectionIsSignedAnew() {
        exchange.next(KEY, WireFault.closeWithoutResponse(), WireFault.reset(), WireFault.garbage(new byte[9]));
        FetchResult fetched = fetchPatiently();
        assertThat(fetched.outcome()).isEqualTo(Outcome.DONE);
        assertThat(exchange.served(KEY)).extracting(Served::statusCode).containsExactly(-1, -1, -1, 1000);
    }

    @Test
    @Tag("H1")
    void fourBrokenConnectionsEndTheFetch() {
        exchange.always(KEY, WireFault.closeWithoutResponse());
        FetchResult fetched = fetchPatiently();
        assertThat(fetched.outcome()).isEqualTo(Outcome.UNREACHABLE);
        assertThat(fetched.problem()).contains("the connection ended before the response began");
        assertThat(exchange.requests(KEY)).isEqualTo(4);
    }

    @ParameterizedTest
    @Tag("H3")
    @ValueSource(ints = {0, 1, 2, 50, 100, 200, 300, 440, 100_000})
    void aTruncatedResponseIsTransient(int kept) {
        exchange.next(KEY, WireFault.truncated(kept), WireFault.truncatedChunked(kept));
        assertWithoutResponse(fetch(), "no response from 127.0.0.1");
        assertWithoutResponse(fetch(), "no response from 127.0.0.1");
        assertThat(exchange.requests(KEY)).isEqualTo(2);
    }

    @ParameterizedTest
    @Tag("H3")
    @ValueSource(ints = {1, 2, 1_000})
    void aBodyShorterThanItsLengthIsTransient(int more) {
        exchange.next(KEY, WireFault.overstated(more));
        assertWithoutResponse(fetch(), "no response from 127.0.0.1");
    }

    @Test
    @Tag("H3")
    void aBodyOfTruncatedJsonIsFetchedAgain() {
        byte[] whole = fetch().response().body().bytes();
        for (int kept = 1; kept < whole.length; kept++) {
            exchange.next(KEY, Misbehaviour.body(Arrays.copyOf(whole, kept)));
            Attempt attempt = fetch();
            assertThat(attempt.disposition()).as("cut at %s", kept).isEqualTo(Disposition.TRANSIENT);
            assertThat(attempt.response().state()).isEqualTo(ResponseState.FAILED);
            assertThat(attempt.response().reason()).startsWith("the response is malformed: ");
            assertThat(attempt.response().body().bytes()).hasSize(kept);
        }
    }

    @Test
    @Tag("H3")
    void aBodyThatEndsWithTheConnectionIsCompleteIfItsJsonIs() {
        String head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n";
        String body = Sample.listing("[" + Sample.ENTRY + "]");
        exchange.next(
                KEY,
                WireFault.garbage(Sample.bytes(head + body)),
                WireFault.garbage(Sample.bytes(head + body.substring(0, body.length() - 1))));
        assertThat(fetch().response().body().bytes()).asString().isEqualTo(body);
        assertThat(fetch().disposition()).isEqualTo(Disposition.TRANSIENT);
    }
}
