package dev.balancehistory.localexchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;

/**
 * One way in which the exchange can misbehave.
 *
 * <p>Those made here apply only to a request that passed the checks; another is rejected and leaves the misbehaviour
 * for the next. {@link WireFault} has those that strike any request.
 */
public final class Misbehaviour {

    /** Decides the response, and may take its time. */
    @FunctionalInterface
    private interface Play {
        Response response(Occasion occasion) throws InterruptedException;
    }

    private static final Map<String, String> ZIPPED_JSON =
            Map.of("Content-Type", Response.JSON, "Content-Encoding", "gzip");

    private final String name;
    private final boolean wireLevel;
    private final String faultCode;
    private final Play play;

    private Misbehaviour(String name, boolean wireLevel, String faultCode, Play play) {
        this.name = name;
        this.wireLevel = wireLevel;
        this.faultCode = faultCode;
        this.play = play;
    }

    /** No misbehaviour: a place in the queue for an honest response. */
    public static Misbehaviour none() {
        return response("none", Occasion::honest);
    }

    /** The documented failed response, without {@code responseData}. */
    public static Misbehaviour statusCode(int code, String message) {
        return response("statusCode " + code, occasion -> Response.failure(occasion.now(), code, message));
    }

    /** The failure that the documents of the exchange describe under this code, with its status and body. */
    public static Misbehaviour fault(String code) {
        return new Misbehaviour("fault " + code, false, code, occasion -> occasion.fault(code));
    }

    /** A success whose response time is given, so that two responses can have the same. */
    public static Misbehaviour responseTime(Instant responseTime) {
        return response("responseTime " + responseTime, occasion -> occasion.honest(responseTime, occasion.holdings()));
    }

    /** A success with other holdings. */
    public static Misbehaviour holdings(Holdings holdings) {
        return response("holdings", occasion -> occasion.honest(occasion.now(), holdings));
    }

    /** A success with both given. */
    public static Misbehaviour success(Instant responseTime, Holdings holdings) {
        return response("success " + responseTime, occasion -> occasion.honest(responseTime, holdings));
    }

    /** The honest success with another Date header. */
    public static Misbehaviour dated(String httpDate) {
        return response("dated " + httpDate, occasion -> {
            Response honest = occasion.honest();
            Map<String, String> headers = new LinkedHashMap<>(Response.JSON_HEADERS);
            headers.put(Wire.DATE, httpDate);
            return honest.sentAs(Delivery.whole(200, headers, honest.body()));
        });
    }

    /** The honest success without a Date header. */
    public static Misbehaviour undated() {
        return dated(Wire.ABSENT);
    }

    /** HTTP 200 with these bytes as JSON. */
    public static Misbehaviour body(byte[] raw) {
        byte[] body = raw.clone();
        return response(
                "body of " + body.length + " bytes", occasion -> Response.verbatim(200, Response.JSON_HEADERS, body));
    }

    /** HTTP 200 with this text, in UTF-8, as JSON. */
    public static Misbehaviour body(String text) {
        return body(text.getBytes(UTF_8));
    }

    /** Any HTTP response; a null content type leaves the header out. */
    public static Misbehaviour httpStatus(int status, String contentType, byte[] raw, Map<String, String> headers) {
        byte[] body = raw.clone();
        Map<String, String> all = new LinkedHashMap<>(headers);
        if (contentType != null) {
            all.put("Content-Type", contentType);
        }
        return response("HTTP " + status, occasion -> Response.verbatim(status, all, body));
    }

    /** Any HTTP response with this text in UTF-8. */
    public static Misbehaviour httpStatus(int status, String contentType, String text) {
        return httpStatus(status, contentType, text.getBytes(UTF_8), Map.of());
    }

    /** Sends the client elsewhere. */
    public static Misbehaviour redirect(URI location, int status) {
        return httpStatus(status, null, new byte[0], Map.of("Location", location.toString()));
    }

    /** The honest response's first bytes as a well-formed HTTP response: only the JSON ends early. */
    public static Misbehaviour shortened(int bytesKept) {
        return response("shortened to " + bytesKept, occasion -> {
            byte[] body = occasion.honest().body();
            return Response.verbatim(200, Response.JSON_HEADERS, Arrays.copyOf(body, kept(body, bytesKept)));
        });
    }

    /** The honest response, gzip-compressed and so labelled. */
    public static Misbehaviour gzipped() {
        return response("gzipped", occasion -> {
            Response honest = occasion.honest();
            return honest.sentAs(Delivery.whole(200, ZIPPED_JSON, zip(honest.body())));
        });
    }

    /** These bytes, gzip-compressed and so labelled. */
    public static Misbehaviour gzip(byte[] raw) {
        byte[] body = raw.clone();
        Delivery zipped = Delivery.whole(200, ZIPPED_JSON, zip(body));
        return response(
                "gzip",
                occasion -> Response.verbatim(200, Response.JSON_HEADERS, body).sentAs(zipped));
    }

    /** These bytes as they are, labelled with any content encoding, true or not. */
    public static Misbehaviour encoding(String contentEncoding, byte[] raw) {
        return httpStatus(200, Response.JSON, raw, Map.of("Content-Encoding", contentEncoding));
    }

    /** The honest response, padded with white space to so many bytes that gzip makes small again. */
    public static Misbehaviour gzipBomb(long decompressedBytes) {
        return response("gzipBomb of " + decompressedBytes, occasion -> {
            Response honest = occasion.honest();
            return honest.swollen(Delivery.paddedAndZipped(ZIPPED_JSON, honest.body(), decompressedBytes));
        });
    }

    /** The honest response, padded with white space: nothing but its size is wrong. */
    public static Misbehaviour large(long bytes) {
        return response("large, " + bytes + " bytes", occasion -> {
            Response honest = occasion.honest();
            return honest.swollen(Delivery.padded(Response.JSON_HEADERS, honest.body(), bytes));
        });
    }

    /** The honest response, late. */
    public static Misbehaviour delay(Duration delay) {
        return none().after(delay);
    }

    /** The honest response, once the latch is down. */
    public static Misbehaviour held(CountDownLatch latch) {
        return none().after(latch);
    }

    /** The same, but late. */
    public Misbehaviour after(Duration delay) {
        return new Misbehaviour(name + " after " + delay, wireLevel, faultCode, occasion -> {
            Delivery.sleep(delay);
            return play.response(occasion);
        });
    }

    /** The same, once the latch is down. */
    public Misbehaviour after(CountDownLatch latch) {
        return new Misbehaviour(name + " after a latch", wireLevel, faultCode, occasion -> {
            latch.await();
            return play.response(occasion);
        });
    }

    @Override
    public String toString() {
        return name;
    }

    boolean wireLevel() {
        return wireLevel;
    }

    /** The documented fault that it plays, if it plays one. */
    Optional<String> faultCode() {
        return Optional.ofNullable(faultCode);
    }

    Response response(Occasion occasion) throws InterruptedException {
        return play.response(occasion);
    }

    private static Misbehaviour response(String name, Play play) {
        return new Misbehaviour(name, false, null, play);
    }

    static Misbehaviour spoil(String name, Function<Response, Delivery> fault) {
        return new Misbehaviour(name, true, null, occasion -> {
            Response honest = occasion.honest();
            return honest.spoiled(fault.apply(honest));
        });
    }

    /** A cut body is never the whole one. */
    static int kept(byte[] body, int wanted) {
        return Math.min(wanted, body.length - 1);
    }

    private static byte[] zip(byte[] body) {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return zipped.toByteArray();
    }
}
