package dev.balancehistory.exchange.bitfront;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.balance.ExchangeAnswer;
import dev.balancehistory.balance.Outcome;
import dev.balancehistory.balance.ResponseState;
import dev.balancehistory.balance.Sha256;
import dev.balancehistory.exchange.Asked;
import dev.balancehistory.exchange.BalanceAsker;
import dev.balancehistory.exchange.Deadline;
import dev.balancehistory.exchange.HttpSettings;
import dev.balancehistory.exchange.Reading;
import dev.balancehistory.exchange.Reply;
import dev.balancehistory.exchange.Verdict;
import dev.balancehistory.localexchange.LocalExchange;
import dev.balancehistory.localexchange.Misbehaviour;
import dev.balancehistory.localexchange.Served;
import dev.balancehistory.localexchange.Settings;
import dev.balancehistory.localexchange.WireFault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WireTest extends WireFixture {
    private static final int EXCERPT = 64 * 1024;

    @Test
    void whatArrivesIsKeptToTheByteTogetherWithWhenItWas() {
        Instant before = Instant.now();
        ExchangeAnswer answer = ask().answer();
        assertThat(HexFormat.of().formatHex(Sha256.of(answer.body())))
                .isEqualTo(exchange.served(KEY).get(0).bodySha256());
        assertThat(answer.requestedAt()).isBetween(before, Instant.now());
        assertThat(answer.receivedAt())
                .isBetween(answer.requestedAt(), Instant.now().plusSeconds(1));
        assertThat(source.read(answer.body(), answer.receivedAt())).isInstanceOf(Reading.Success.class);
    }

    @Test
    void manyAskAtOnceAndEachGetsItsAnswer() {
        List<CompletableFuture<Reply>> asking = IntStream.range(0, 40)
                .mapToObj(i -> CompletableFuture.supplyAsync(this::ask))
                .toList();
        assertThat(asking).allMatch(reply -> reply.join().verdict() == Verdict.ANSWERED);
        assertThat(exchange.requests(KEY)).isEqualTo(40);
    }

    @Test
    @Tag("H1")
    void aClosedPortIsRefused() {
        exchange.close();
        Reply reply = ask();
        assertUnanswered(reply, "connection refused");
        assertThat(reply.answer().reason())
                .startsWith("no answer from 127.0.0.1:" + exchange.baseUrl().getPort() + ": ");
    }

    @Test
    @Tag("H1")
    void anUnknownHostIsNamed() {
        Reply reply = ask(URI.create("https://no-such-host.invalid"), PATIENCE);
        assertUnanswered(reply, "no answer from no-such-host.invalid: the host name is not known");
    }

    @Test
    @Tag("H1")
    void aHostThatDoesNotAcceptIsGivenUp() throws Exception {
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Crowd crowd = new Crowd(full)) {
            Bitfront impatient = new Bitfront(new HttpSettings(IMPATIENCE, PATIENCE, MAX_BYTES, 4));
            Reply reply = ask(impatient, crowd.baseUrl(), PATIENCE);
            assertUnanswered(reply, "no connection within the timeout (recorder.http.connect-timeout)");
        }
    }

    @ParameterizedTest
    @Tag("H1")
    @MethodSource
    void aConnectionThatEndsEarlyIsAskedOnOnce(Misbehaviour fault) {
        exchange.next(KEY, fault);
        assertUnanswered(ask(), "no answer from 127.0.0.1");
        assertThat(exchange.requests(KEY)).isOne();
    }

    static List<Misbehaviour> aConnectionThatEndsEarlyIsAskedOnOnce() {
        return List.of(
                WireFault.closeWithoutAnswer(),
                WireFault.reset(),
                WireFault.garbage(new byte[0]),
                WireFault.garbage(new byte[] {0}),
                WireFault.garbage("HTTP/1.1".getBytes(ISO_8859_1)),
                WireFault.garbage("HTTP/1.1 200 OK\r\nContent-Le".getBytes(ISO_8859_1)),
                WireFault.garbage(
                        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 7\r\n\r\nhello".getBytes(ISO_8859_1)),
                WireFault.garbage("HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n".getBytes(ISO_8859_1)),
                WireFault.garbage("HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n".getBytes(ISO_8859_1)),
                WireFault.garbage("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n".getBytes(ISO_8859_1)),
                WireFault.garbage("HTTP/1.1 abc OK\r\n\r\n".getBytes(ISO_8859_1)),
                WireFault.garbage("SSH-2.0-OpenSSH_9.6\r\n\u001b[2J\r\n".getBytes(ISO_8859_1)),
                WireFault.garbage("\u0015\u0003\u0001\u0000\u0002\u0002\u0050".getBytes(ISO_8859_1)));
    }

    @ParameterizedTest
    @Tag("H1")
    @MethodSource("aConnectionThatEndsEarlyIsAskedOnOnce")
    void theSameGoesForAConnectionThatServedBefore(Misbehaviour fault) {
        assertThat(ask().verdict()).isEqualTo(Verdict.ANSWERED);
        exchange.next(KEY, fault);
        assertUnanswered(ask(), "no answer from 127.0.0.1");
        assertThat(exchange.requests(KEY)).isEqualTo(2);
        assertThat(ask().verdict()).isEqualTo(Verdict.ANSWERED);
    }

    @Test
    @Tag("H1")
    void aConnectionThatTheServerClosedMeanwhileIsNotAskedOnTwice() throws Exception {
        try (AbruptServer server = AbruptServer.saying("200 OK", request -> Sample.failure(5000, "\"no\""))) {
            List<Reply> replies = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                replies.add(ask(server.baseUrl(), PATIENCE));
            }
            assertThat(replies).allMatch(reply -> reply.verdict() == Verdict.TRANSIENT);
            assertThat(server.requests()).hasSizeLessThanOrEqualTo(50).doesNotHaveDuplicates();
        }
    }

    @Test
    @Tag("H1")
    void eachTryAfterABrokenConnectionIsSignedAnew() {
        exchange.next(KEY, WireFault.closeWithoutAnswer(), WireFault.reset(), WireFault.garbage(new byte[9]));
        Asked asked = askPatiently();
        assertThat(asked.outcome()).isEqualTo(Outcome.DONE);
        assertThat(exchange.served(KEY)).extracting(Served::statusCode).containsExactly(-1, -1, -1, 1000);
    }

    @Test
    @Tag("H1")
    void fourBrokenConnectionsAreEnough() {
        exchange.always(KEY, WireFault.closeWithoutAnswer());
        Asked asked = askPatiently();
        assertThat(asked.outcome()).isEqualTo(Outcome.UNREACHABLE);
        assertThat(asked.problem()).contains("the connection ended before the answer began");
        assertThat(exchange.requests(KEY)).isEqualTo(4);
    }

    @ParameterizedTest
    @Tag("H3")
    @ValueSource(ints = {0, 1, 2, 50, 100, 200, 300, 440, 100_000})
    void halfAnAnswerIsNoAnswer(int kept) {
        exchange.next(KEY, WireFault.truncated(kept), WireFault.truncatedChunked(kept));
        assertUnanswered(ask(), "no answer from 127.0.0.1");
        assertUnanswered(ask(), "no answer from 127.0.0.1");
        assertThat(exchange.requests(KEY)).isEqualTo(2);
    }

    @ParameterizedTest
    @Tag("H3")
    @ValueSource(ints = {1, 2, 1_000})
    void aWholeBodyThatWasSaidToBeLongerIsNoAnswer(int more) {
        exchange.next(KEY, WireFault.overstated(more));
        assertUnanswered(ask(), "no answer from 127.0.0.1");
    }

    @Test
    @Tag("H3")
    void aWellDeliveredBodyThatIsCutIsAskedForAgain() {
        byte[] whole = ask().answer().body();
        for (int kept = 1; kept < whole.length; kept++) {
            exchange.next(KEY, Misbehaviour.body(Arrays.copyOf(whole, kept)));
            Reply reply = ask();
            assertThat(reply.verdict()).as("cut at %s", kept).isEqualTo(Verdict.TRANSIENT);
            assertThat(reply.answer().state()).isEqualTo(ResponseState.FAILED);
            assertThat(reply.answer().reason()).startsWith("the answer was cut: ");
            assertThat(reply.answer().body()).hasSize(kept);
        }
    }

    @ParameterizedTest
    @Tag("H2")
    @MethodSource
    void anAnswerThatDoesNotComeToAnEndIsGivenUp(Misbehaviour fault) {
        exchange.next(KEY, fault);
        assertUnanswered(
                ask(exchange.baseUrl(), IMPATIENCE), "not whole within the timeout (recorder.http.read-timeout)");
        assertThat(exchange.requests(KEY)).isOne();
        assertThat(ask().verdict()).isEqualTo(Verdict.ANSWERED);
    }

    static List<Misbehaviour> anAnswerThatDoesNotComeToAnEndIsGivenUp() {
        return List.of(
                WireFault.silent(),
                WireFault.drip(Duration.ofMillis(20)),
                WireFault.dripHeaders(Duration.ofMillis(20)),
                WireFault.drip(Duration.ofMillis(1)),
                Misbehaviour.delay(Duration.ofMinutes(10)));
    }

    @Test
    @Tag("H2")
    void withNoTimeLeftNobodyIsAsked() {
        for (Duration none : List.of(Duration.ZERO, Duration.ofNanos(-1), Duration.ofDays(-1))) {
            assertUnanswered(ask(exchange.baseUrl(), none), "not whole within the timeout");
        }
        assertThat(exchange.requests(KEY)).isZero();
    }

    @Test
    @Tag("H2")
    void anInterruptEndsTheWaitAndIsNotForgotten() {
        exchange.next(KEY, WireFault.silent());
        Thread.currentThread().interrupt();
        Reply reply = ask();
        assertThat(Thread.interrupted()).isTrue();
        assertUnanswered(reply, "interrupted");
    }

    @Test
    @Tag("H4")
    void aBodyOfJustTheLimitIsRead() {
        exchange.next(KEY, Misbehaviour.large(MAX_BYTES), Misbehaviour.gzipBomb(MAX_BYTES));
        for (int i = 0; i < 2; i++) {
            Reply reply = ask();
            assertThat(reply.verdict()).isEqualTo(Verdict.ANSWERED);
            assertThat(reply.answer().body()).hasSize(MAX_BYTES);
        }
    }

    @ParameterizedTest
    @Tag("H4")
    @ValueSource(longs = {MAX_BYTES + 1, 8L << 20, 200L << 20, Long.MAX_VALUE >> 4})
    void aLargerOneIsNotReadToItsEnd(long size) {
        exchange.next(KEY, Misbehaviour.large(size));
        assertTooLarge(ask());
        assertThat(ask().verdict()).isEqualTo(Verdict.ANSWERED);
    }

    @ParameterizedTest
    @Tag("H4")
    @ValueSource(longs = {MAX_BYTES + 1, 8L << 20, 200L << 20, Long.MAX_VALUE >> 4})
    void norIsOneThatWasSmallOnTheWire(long size) {
        exchange.next(KEY, Misbehaviour.gzipBomb(size));
        assertTooLarge(ask());
    }

    @Test
    @Tag("H4")
    void anHttpErrorStaysOneHoweverLargeItIs() {
        byte[] large = new byte[MAX_BYTES + 1];
        exchange.next(KEY, Misbehaviour.httpStatus(503, "text/plain", large, Map.of()));
        Reply reply = ask();
        assertThat(reply.verdict()).isEqualTo(Verdict.TRANSIENT);
        assertThat(reply.answer().reason())
                .isEqualTo(
                        "HTTP 503 text/plain: it is larger than 262144 bytes" + " (recorder.http.max-response-bytes)");
        assertThat(reply.answer().body()).hasSize(EXCERPT);
    }

    @Test
    @Tag("H4")
    void gzipIsWhatWasAskedFor() {
        exchange.next(KEY, Misbehaviour.gzipped(), Misbehaviour.gzip(Sample.published()));
        assertThat(ask().answer().body()).asString().contains("1000107794.9999858");
        assertThat(ask().answer().body()).isEqualTo(Sample.published());
    }

    @ParameterizedTest
    @Tag("H4")
    @ValueSource(strings = {"identity", "IDENTITY", " identity "})
    void aPlainBodyMaySayThatItIsOne(String encoding) {
        exchange.next(KEY, Misbehaviour.encoding(encoding, Sample.published()));
        assertThat(ask().answer().body()).isEqualTo(Sample.published());
    }

    @ParameterizedTest
    @Tag("H4")
    @ValueSource(strings = {"deflate", "br", "zstd", "compress", "gzip, gzip", "utf-8", "\u00e4"})
    void anEncodingThatWasNotAskedForIsRefused(String encoding) throws Exception {
        ByteArrayOutputStream deflated = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(deflated)) {
            out.write(Sample.published());
        }
        exchange.next(KEY, Misbehaviour.encoding(encoding, deflated.toByteArray()));
        assertUnusable(ask(), "the answer can't be used: its encoding was not asked for");
    }

    @Test
    @Tag("H4")
    void whatIsSaidToBeGzipAndIsNotIsRefused() throws Exception {
        byte[] broken = zipped(Sample.published());
        broken[broken.length / 2] ^= 0x55;
        byte[] wrongSum = zipped(Sample.published());
        wrongSum[wrongSum.length - 6] ^= 1;
        exchange.next(
                KEY,
                Misbehaviour.encoding("gzip", Sample.published()),
                Misbehaviour.encoding("gzip", broken),
                Misbehaviour.encoding("gzip", wrongSum));
        for (int i = 0; i < 3; i++) {
            assertUnusable(ask(), "the answer can't be used: it is said to be gzip and is not");
        }
    }

    @Test
    @Tag("H3")
    void gzipThatIsCutIsHalfAnAnswer() throws Exception {
        byte[] zipped = zipped(Sample.published());
        for (int kept = 1; kept < zipped.length; kept += 7) {
            exchange.next(KEY, Misbehaviour.encoding("gzip", Arrays.copyOf(zipped, kept)));
            assertUnanswered(ask(), "no answer from 127.0.0.1");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 401, 503})
    void anHttpErrorStaysOneWhateverItsGzipIsWorth(int status) {
        Map<String, String> zipped = Map.of("Content-Encoding", "gzip");
        exchange.next(
                KEY,
                Misbehaviour.httpStatus(status, null, new byte[0], zipped),
                Misbehaviour.httpStatus(status, null, new byte[] {0x1f}, zipped),
                Misbehaviour.httpStatus(status, null, new byte[] {1, 2, 3}, zipped));
        for (int i = 0; i < 3; i++) {
            Reply reply = ask();
            assertThat(reply.answer().reason()).startsWith("HTTP " + status);
            assertThat(reply.verdict()).isEqualTo(status == 503 ? Verdict.TRANSIENT : Verdict.UNEXPECTED);
        }
    }

    @ParameterizedTest
    @Tag("H8")
    @ValueSource(ints = {300, 301, 302, 303, 307, 308})
    void aRedirectToAnotherHostIsNotFollowed(int status) {
        try (LocalExchange other = start(Settings.strict())) {
            exchange.next(KEY, Misbehaviour.redirect(other.baseUrl().resolve("/v1/account/balances"), status));
            Asked asked = askPatiently();
            assertThat(asked.outcome()).isEqualTo(Outcome.DEFECT);
            assertThat(asked.problem()).isEqualTo("HTTP " + status + " (a redirect, which is not followed)");
            assertThat(exchange.requests(KEY)).isOne();
            assertThat(other.served()).isEmpty();
        }
    }

    @Test
    @Tag("H8")
    void notEvenOneToTheSameHostIsFollowed() {
        exchange.next(KEY, Misbehaviour.redirect(exchange.baseUrl().resolve("/v1/account/balances"), 302));
        assertThat(ask().verdict()).isEqualTo(Verdict.UNEXPECTED);
        assertThat(exchange.served()).hasSize(1);
    }

    @ParameterizedTest
    @Tag("H5")
    @CsvSource({"503, 4, UNREACHABLE", "429, 4, UNREACHABLE", "408, 4, UNREACHABLE", "404, 1, DEFECT", "204, 1, DEFECT"
    })
    void anHttpStatusDecidesWhetherToAskAgain(int status, int requests, Outcome outcome) {
        byte[] body = Sample.bytes(status == 204 ? "" : "<html>Go away</html>");
        exchange.always(KEY, Misbehaviour.httpStatus(status, status == 204 ? null : "text/html", body, Map.of()));
        Asked asked = askPatiently();
        assertThat(asked.outcome()).isEqualTo(outcome);
        assertThat(asked.answers()).hasSize(requests);
        assertThat(exchange.requests(KEY)).isEqualTo(requests);
    }

    @Test
    void retryAfterIsHonouredIfTheDeadlineLeavesRoom() {
        exchange.next(KEY, unavailable("7"), unavailable("0"), unavailable("Wed, 21 Oct 2099 07:28:00 GMT"));
        assertThat(askPatiently().outcome()).isEqualTo(Outcome.DONE);
        assertThat(time.waits().get(0)).isEqualTo(Duration.ofSeconds(7));
        assertThat(time.waits().subList(1, 3)).allMatch(wait -> wait.compareTo(Duration.ofSeconds(3)) < 0);

        exchange.next(KEY, unavailable("3600"));
        Asked asked = askPatiently();
        assertThat(asked.outcome()).isEqualTo(Outcome.UNREACHABLE);
        assertThat(asked.answers()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1.5", "soon", "9999999", "99999999999999999999", "0x10", "+5", "\u0661"})
    void aRetryAfterThatIsNoNumberOfSecondsIsNobodysBusiness(String value) {
        exchange.next(KEY, unavailable(value));
        assertThat(ask().retryAfter()).isNull();
    }

    @ParameterizedTest
    @Tag("T1")
    @CsvSource({
        "PT0.9S, 1",
        "PT-0.9S, 1",
        "PT-4S, 1",
        "PT3S, 2",
        "PT-6S, 2",
        "PT1H, 2",
        "P1D, 2",
        "P-1D, 2",
        "P40D, 2",
        "P-400D, 2"
    })
    void aClockThatIsWrongIsMeasuredAndCorrected(Duration ahead, int requests) {
        Asked asked = askPatiently(
                time.deadline(Duration.ofSeconds(60)), InstantSource.offset(InstantSource.system(), ahead));
        assertThat(asked.outcome()).isEqualTo(Outcome.DONE);
        assertThat(asked.answers()).hasSize(requests);
        assertThat(exchange.timeRequests()).isEqualTo(requests - 1);
        ExchangeAnswer answer = asked.answers().get(requests - 1);
        if (requests == 2) {
            assertThat(asked.warning()).contains(ahead.isNegative() ? " ms behind " : " ms ahead of ");
            assertThat(Duration.between(answer.requestedAt(), answer.responseTime())
                            .abs())
                    .isLessThan(Duration.ofSeconds(2));
        }
        assertThat(source.read(answer.body(), answer.receivedAt())).isInstanceOf(Reading.Success.class);
    }

    @ParameterizedTest
    @Tag("T1")
    @ValueSource(
            strings = {
                "",
                "null",
                "{}",
                "{\"timezone\":\"GMT\",\"responseTime\":1525239801363}",
                "{\"responseTime\":\"now\"}",
                "{\"responseTime\":9223372036854775807}",
                "{\"responseTime\":-1}",
                "{\"responseTime\":1525239801363",
                "{\"timezone\":\"UTC\"}",
                "<html>",
                "CANARYKEY7f3a9c51d2e4"
            })
    void anExchangeThatTellsNoTimeIsOutOfReach(String body) {
        exchange.always(KEY, Misbehaviour.statusCode(4013, "Invalid timestamp"));
        exchange.nextTime(Misbehaviour.body(body));
        Asked asked = askPatiently();
        assertThat(asked.outcome()).isEqualTo(Outcome.UNREACHABLE);
        assertThat(asked.problem())
                .isEqualTo("the exchange answers 4013 (Invalid timestamp); its own clock could not be read:"
                        + " /v1/public/time gave no time");
        assertThat(asked.answers()).hasSize(1);
    }

    @ParameterizedTest
    @Tag("T1")
    @MethodSource
    void theSameGoesForOneThatDoesNotAnswerIt(Misbehaviour fault, String reason) {
        exchange.always(KEY, Misbehaviour.statusCode(6005, "Invalid request timestamp"));
        exchange.alwaysTime(fault);
        Asked asked = askPatiently();
        assertThat(asked.outcome()).isEqualTo(Outcome.UNREACHABLE);
        assertThat(asked.problem())
                .contains("; its own clock could not be read: ")
                .contains(reason);
        assertThat(exchange.timeRequests()).isOne();
    }

    static List<Arguments> theSameGoesForOneThatDoesNotAnswerIt() {
        return List.of(
                Arguments.of(Misbehaviour.httpStatus(503, null, "down"), "/v1/public/time answers with HTTP 503"),
                Arguments.of(Misbehaviour.redirect(URI.create("http://127.0.0.1:9"), 302), "answers with HTTP 302"),
                Arguments.of(Misbehaviour.large(MAX_BYTES + 1), "HTTP 200, and it is larger than"),
                Arguments.of(WireFault.closeWithoutAnswer(), "the connection ended"),
                Arguments.of(WireFault.truncated(20), "content-length"));
    }

    @Test
    @Tag("O6")
    void theFirstQuestionsOfAKeyArriveNoCloserTogetherThanTheFollowingOnes() throws Exception {
        try (LocalExchange strict = start(Settings.strict().withLatency(Duration.ofMillis(100)))) {
            BalanceAsker asker = new BalanceAsker(http(), InstantSource.system());
            Bitfront cold = new Bitfront(http());
            Deadline deadline = new Deadline(PATIENCE);
            List<CompletableFuture<Asked>> accounts = IntStream.range(0, 7)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> asker.ask(cold, credentials(strict.baseUrl()), deadline)))
                    .toList();
            assertThat(accounts).allMatch(asked -> asked.join().outcome() == Outcome.DONE);
            assertThat(strict.requests(KEY)).isEqualTo(7);
            assertThat(strict.busiest(KEY, Duration.ofSeconds(1))).isLessThanOrEqualTo(3);
        }
    }

    @Test
    void anErrorPageThatRepeatsTheRequestIsKeptWithoutTheKey() throws Exception {
        for (String status : List.of("200 OK", "400 Bad Request", "503 Service Unavailable")) {
            try (AbruptServer echo = AbruptServer.saying(status, request -> "You sent:\n" + request)) {
                Reply reply = ask(echo.baseUrl(), PATIENCE);
                assertThat(reply.answer().body()).asString().contains("X-API-KEY: *********");
                assertNothingSecret(
                        source.read(reply.answer().body(), Instant.now()).toString());
            }
        }
        try (AbruptServer echo =
                AbruptServer.saying("200 OK", request -> Sample.failure(6001, "\"unknown: " + KEY + "\""))) {
            assertThat(ask(echo.baseUrl(), PATIENCE).answer().statusMessage()).startsWith("unknown: ***");
        }
    }

    @Test
    void aServerThatDoesNotSpeakTlsIsNotAsked() {
        URI mistaken = URI.create("https://127.0.0.1:" + exchange.baseUrl().getPort());
        Reply reply = ask(mistaken, PATIENCE);
        assertUnanswered(reply, "no answer from 127.0.0.1");
        assertThat(exchange.served()).isEmpty();
    }

    private static Misbehaviour unavailable(String retryAfter) {
        return Misbehaviour.httpStatus(503, "text/plain", new byte[0], Map.of("Retry-After", retryAfter));
    }

    private static void assertUnanswered(Reply reply, String reason) {
        assertThat(reply.verdict()).as(reply.answer().reason()).isEqualTo(Verdict.TRANSIENT);
        assertThat(reply.answer().state()).isEqualTo(ResponseState.FAILED);
        assertThat(reply.answer().reason()).contains(reason);
        assertThat(reply.answer().body()).isNull();
        assertThat(reply.answer().responseTime()).isNull();
    }

    private static void assertUnusable(Reply reply, String reason) {
        assertThat(reply.verdict()).isEqualTo(Verdict.UNUSABLE);
        assertThat(reply.answer().state()).isEqualTo(ResponseState.REJECTED);
        assertThat(reply.answer().reason()).isEqualTo(reason);
    }

    private static void assertTooLarge(Reply reply) {
        assertUnusable(
                reply, "the answer can't be used: it is larger than 262144 bytes (recorder.http.max-response-bytes)");
        assertThat(reply.answer().body()).hasSize(EXCERPT).startsWith(Sample.bytes("{\"timezone\":\"UTC\""));
    }

    private static byte[] zipped(byte[] body) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(body);
        }
        return zipped.toByteArray();
    }

    /** So many connections that a server which accepts none has no room for another. */
    private static final class Crowd implements AutoCloseable {
        private final InetSocketAddress address;
        private final List<Socket> connections = new ArrayList<>();

        Crowd(ServerSocket server) throws IOException {
            address = new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
            for (boolean room = true; room; ) {
                Socket connection = new Socket();
                connections.add(connection);
                try {
                    connection.connect(address, 100);
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
