package dev.balancehistory.localexchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.support.Patience;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class MisbehaviourTest extends Fixture {

    private static final Instant THEN = Instant.parse("2020-02-29T23:59:59.999Z");

    @Override
    Settings settings() {
        return super.settings().withoutRateLimits();
    }

    @Test
    void aStatusCodeIsAFailureWithoutData() throws Exception {
        exchange.next(KEY, Misbehaviour.statusCode(5000, "Internal server side error"));

        assertThat(caller.fetch().body())
                .isEqualTo("{\"timezone\":\"UTC\",\"responseTime\":1525239801363,\"statusCode\":5000,"
                        + "\"statusMessage\":\"Internal server side error\"}");
    }

    @Test
    void anHttpStatusHasItsTypeItsHeadersAndItsBody() throws Exception {
        byte[] page = "<html>점검</html>".getBytes(UTF_8);
        exchange.next(KEY, Misbehaviour.httpStatus(503, "text/html", page, Map.of("Retry-After", "7")));

        HttpResponse<String> response = caller.fetch();

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("text/html");
        assertThat(response.headers().firstValue("Retry-After")).hasValue("7");
        assertThat(response.body()).isEqualTo("<html>점검</html>");
    }

    @Test
    void aBodyIsSentByteForByte() throws Exception {
        byte[] bytes = {(byte) 0xfe, (byte) 0xff, 0, '{', 0, '}', '\r', '\n'};
        exchange.next(KEY, Misbehaviour.body(bytes), Misbehaviour.body(""));

        assertThat(caller.requestBytes().body()).isEqualTo(bytes);
        assertThat(caller.requestBytes().body()).isEmpty();
    }

    @Test
    void twoResponsesCanHaveTheSameResponseTime() throws Exception {
        exchange.next(
                KEY,
                Misbehaviour.responseTime(THEN),
                Misbehaviour.success(THEN, Holdings.fixed(new Holding("BTC", "1.10", "1.1"))));

        String first = caller.fetch().body();
        String second = caller.fetch().body();

        assertThat(first).contains("\"responseTime\":1583020799999").contains("3999974992.35615");
        assertThat(second).contains("\"responseTime\":1583020799999").contains("\"balance\":1.10,");
    }

    @Test
    void oneResponseCanHaveOtherHoldings() throws Exception {
        exchange.next(KEY, Misbehaviour.holdings(Holdings.fixed()));

        assertThat(caller.fetch().body()).contains("1525239801363").endsWith("\"responseData\":[]}");
        assertThat(caller.fetch().body()).contains("BTC");
    }

    @Test
    void gzipUnzipsToWhatWasGiven() throws Exception {
        exchange.next(KEY, Misbehaviour.gzip("given".getBytes(UTF_8)), Misbehaviour.gzipped(), Misbehaviour.none());

        HttpResponse<byte[]> given = caller.requestBytes();
        assertThat(given.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(unzipped(given.body())).asString(UTF_8).isEqualTo("given");
        assertThat(unzipped(caller.requestBytes().body()))
                .isEqualTo(caller.requestBytes().body());
    }

    @Test
    void anEncodingCanBeALie() throws Exception {
        exchange.next(KEY, Misbehaviour.encoding("br", "{}".getBytes(UTF_8)));

        HttpResponse<String> response = caller.fetch();

        assertThat(response.headers().firstValue("Content-Encoding")).hasValue("br");
        assertThat(response.body()).isEqualTo("{}");
    }

    @Test
    void aBombIsSmallOnTheWireAndHasItsSizeUnzipped() throws Exception {
        exchange.next(KEY, Misbehaviour.gzipBomb(20_000_000));

        byte[] body = caller.requestBytes().body();

        assertThat(body.length).isLessThan(100_000);
        assertThat(countUnzipped(body)).isEqualTo(20_000_000);
    }

    @Test
    void aLargeResponseIsAPaddedHonestOne() throws Exception {
        exchange.next(KEY, Misbehaviour.large(5_000_000), Misbehaviour.large(1), Misbehaviour.none());

        HttpResponse<String> response = caller.fetch();
        String tight = caller.fetch().body();
        String honest = caller.fetch().body();

        assertThat(response.headers().firstValueAsLong("Content-Length")).hasValue(5_000_000);
        assertThat(response.body()).hasSize(5_000_000);
        assertThat(response.body().replace(" ", "")).isEqualTo(honest);
        assertThat(tight).isEqualTo(honest);
    }

    @Test
    void shortenedJsonIsWholeHttp() throws Exception {
        exchange.next(KEY, Misbehaviour.shortened(14), Misbehaviour.shortened(1_000_000));

        assertThat(caller.fetch().body()).isEqualTo("{\"timezone\":\"U");
        assertThat(caller.fetch().body()).endsWith("]").doesNotEndWith("]}");
    }

    @Test
    void aRedirectNamesItsPlace() throws Exception {
        exchange.next(KEY, Misbehaviour.redirect(URI.create("http://127.0.0.1:1/elsewhere"), 307));

        HttpResponse<String> response = caller.fetch();

        assertThat(response.statusCode()).isEqualTo(307);
        assertThat(response.headers().firstValue("Location")).hasValue("http://127.0.0.1:1/elsewhere");
    }

    @Test
    void aHeldResponseWaitsForItsLatchAndHasThatTime() throws Exception {
        CountDownLatch latch = new CountDownLatch(1);
        exchange.next(KEY, Misbehaviour.held(latch));

        CompletableFuture<HttpResponse<String>> response = caller.fetchLater();
        assertThat(exchange.awaitRequests(KEY, 1, Patience.LIMIT)).isTrue();
        assertThat(caller(KEY, SECRET).code(caller.signed())).isEqualTo(1000);
        assertThat(response).isNotDone();
        clock.move(Duration.ofMillis(5));
        latch.countDown();

        assertThat(response.get().body()).contains("\"responseTime\":1525239801368");
    }

    @Test
    void aDelayedResponseIsHonest() throws Exception {
        exchange.next(
                KEY,
                Misbehaviour.delay(Duration.ofMillis(1)),
                Misbehaviour.statusCode(5001, "").after(Duration.ofMillis(1)));

        assertThat(caller.code()).isEqualTo(1000);
        assertThat(caller.code()).isEqualTo(5001);
    }

    private static byte[] unzipped(byte[] zipped) throws IOException {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
            return in.readAllBytes();
        }
    }

    private static long countUnzipped(byte[] zipped) throws IOException {
        long count = 0;
        byte[] piece = new byte[64 * 1024];
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                count += read;
            }
        }
        return count;
    }
}
