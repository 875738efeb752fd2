package dev.balancehistory.exchange.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.balance.ResponseState;
import dev.balancehistory.exchange.Attempt;
import dev.balancehistory.exchange.Disposition;
import dev.balancehistory.exchange.bitfront.Sample;
import dev.balancehistory.localexchange.Misbehaviour;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The size of a body and its encodings. */
class BodyLimitTest extends WireFixture {
    private static final int EXCERPT = 64 * 1024;

    @Test
    @Tag("H4")
    void aBodyOfTheLargestSizeIsRead() {
        exchange.next(KEY, Misbehaviour.large(MAX_BYTES), Misbehaviour.gzipBomb(MAX_BYTES));
        for (int i = 0; i < 2; i++) {
            Attempt attempt = fetch();
            assertThat(attempt.disposition()).isEqualTo(Disposition.SUCCESS);
            assertThat(attempt.response().body().bytes()).hasSize(MAX_BYTES);
        }
    }

    @ParameterizedTest
    @Tag("H4")
    @ValueSource(longs = {MAX_BYTES + 1, 8L << 20, 200L << 20, Long.MAX_VALUE >> 4})
    void aLargerBodyIsNotReadToItsEnd(long size) {
        exchange.next(KEY, Misbehaviour.large(size));
        assertTooLarge(fetch());
        assertThat(fetch().disposition()).isEqualTo(Disposition.SUCCESS);
    }

    @ParameterizedTest
    @Tag("H4")
    @ValueSource(longs = {MAX_BYTES + 1, 8L << 20, 200L << 20, Long.MAX_VALUE >> 4})
    void aLargeBodyThatGzipMadeSmallIsNotReadToItsEnd(long size) {
        exchange.next(KEY, Misbehaviour.gzipBomb(size));
        assertTooLarge(fetch());
    }

    @Test
    @Tag("H4")
    void aLargeBodyThatGzipDoesNotShortenIsNotReadToItsEnd() throws Exception {
        byte[] noise = new byte[MAX_BYTES + 1];
        new Random(1).nextBytes(noise);
        byte[] padded = Arrays.copyOf(zipped(Sample.published()), 2 * MAX_BYTES);
        exchange.next(KEY, Misbehaviour.gzip(noise), Misbehaviour.encoding("gzip", padded));
        for (int i = 0; i < 2; i++) {
            assertUnusable(fetch(), "the response is larger than 262144 bytes (recorder.http.max-response-bytes)");
        }
    }

    @Test
    @Tag("H4")
    void aLargerBodyEndsTheConnection() throws Exception {
        try (PersistentServer server = new PersistentServer(true)) {
            assertUnusable(
                    fetch(server.baseUrl(), PATIENCE),
                    "the response is larger than 262144 bytes" + " (recorder.http.max-response-bytes)");
            assertThat(server.isDisconnected()).isTrue();
        }
    }

    @Test
    @Tag("H4")
    void aLargeHttpErrorKeepsItsMeaning() {
        byte[] large = new byte[MAX_BYTES + 1];
        exchange.next(KEY, Misbehaviour.httpStatus(503, "text/plain", large, Map.of()));
        Attempt attempt = fetch();
        assertThat(attempt.disposition()).isEqualTo(Disposition.TRANSIENT);
        assertThat(attempt.response().reason())
                .isEqualTo("HTTP 503 text/plain: the response is larger than 262144 bytes"
                        + " (recorder.http.max-response-bytes)");
        assertThat(attempt.response().body().bytes()).hasSize(EXCERPT);
    }

    @Test
    @Tag("H4")
    void gzipIsRequestedAndRead() {
        exchange.next(KEY, Misbehaviour.gzipped(), Misbehaviour.gzip(Sample.published()));
        assertThat(fetch().response().body().bytes()).asString().contains("1000107794.9999858");
        assertThat(fetch().response().body().bytes()).isEqualTo(Sample.published());
    }

    @ParameterizedTest
    @Tag("H4")
    @ValueSource(strings = {"identity", "IDENTITY", " identity "})
    void theEncodingIdentityIsAccepted(String encoding) {
        exchange.next(KEY, Misbehaviour.encoding(encoding, Sample.published()));
        Attempt attempt = fetch();
        assertThat(attempt.disposition()).isEqualTo(Disposition.SUCCESS);
        assertThat(attempt.response().body().bytes()).isEqualTo(Sample.published());
    }

    @ParameterizedTest
    @Tag("H4")
    @ValueSource(strings = {"deflate", "br", "zstd", "compress", "gzip, gzip", "utf-8", "\u00e4"})
    void anEncodingThatWasNotRequestedIsRejected(String encoding) throws Exception {
        ByteArrayOutputStream deflated = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(deflated)) {
            out.write(Sample.published());
        }
        exchange.next(KEY, Misbehaviour.encoding(encoding, deflated.toByteArray()));
        assertUnusable(fetch(), "the response has a Content-Encoding that was not requested");
    }

    @Test
    @Tag("H4")
    void aBodyLabelledGzipThatIsNotGzipIsRejected() throws Exception {
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
            assertUnusable(fetch(), "the response is labelled gzip, but is not gzip");
        }
    }

    @Test
    @Tag("H3")
    void truncatedGzipIsATruncatedResponse() throws Exception {
        byte[] zipped = zipped(Sample.published());
        for (int kept = 1; kept < zipped.length; kept += 7) {
            exchange.next(KEY, Misbehaviour.encoding("gzip", Arrays.copyOf(zipped, kept)));
            assertWithoutResponse(fetch(), "no response from 127.0.0.1");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 401, 503})
    void anHttpErrorWithMalformedGzipKeepsItsMeaning(int status) {
        Map<String, String> zipped = Map.of("Content-Encoding", "gzip");
        exchange.next(
                KEY,
                Misbehaviour.httpStatus(status, null, new byte[0], zipped),
                Misbehaviour.httpStatus(status, null, new byte[] {0x1f}, zipped),
                Misbehaviour.httpStatus(status, null, new byte[] {1, 2, 3}, zipped));
        for (int i = 0; i < 3; i++) {
            Attempt attempt = fetch();
            assertThat(attempt.response().reason()).startsWith("HTTP " + status);
            assertThat(attempt.disposition())
                    .isEqualTo(status == 503 ? Disposition.TRANSIENT : Disposition.UNDOCUMENTED);
        }
    }

    private static void assertUnusable(Attempt attempt, String reason) {
        assertThat(attempt.disposition()).isEqualTo(Disposition.REJECTED);
        assertThat(attempt.response().state()).isEqualTo(ResponseState.REJECTED);
        assertThat(attempt.response().reason()).isEqualTo(reason);
    }

    private static void assertTooLarge(Attempt attempt) {
        assertUnusable(attempt, "the response is larger than 262144 bytes (recorder.http.max-response-bytes)");
        assertThat(attempt.response().body().bytes())
                .hasSize(EXCERPT)
                .startsWith(Sample.bytes("{\"timezone\":\"UTC\""));
    }

    private static byte[] zipped(byte[] body) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(body);
        }
        return zipped.toByteArray();
    }
}
