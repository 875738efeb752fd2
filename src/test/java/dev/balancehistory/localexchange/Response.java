package dev.balancehistory.localexchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** An answer's content, for the manifest, and how it goes out. */
final class Response {

    static final String JSON = "application/json;charset=UTF-8";
    static final Map<String, String> JSON_HEADERS = Map.of("Content-Type", JSON);

    private final int statusCode;
    private final Instant responseTime;
    private final List<Holding> holdings;
    private final byte[] body;
    private final boolean whole;
    private final Delivery delivery;

    private Response(
            int statusCode,
            Instant responseTime,
            List<Holding> holdings,
            byte[] body,
            boolean whole,
            Delivery delivery) {
        this.statusCode = statusCode;
        this.responseTime = responseTime;
        this.holdings = holdings;
        this.body = body;
        this.whole = whole;
        this.delivery = delivery;
    }

    static Response success(Instant responseTime, List<Holding> holdings) {
        return own(StatusCode.SUCCESS.code(), responseTime, holdings, 200, Bodies.success(responseTime, holdings));
    }

    static Response failure(Instant responseTime, int code, String message) {
        return own(code, responseTime, List.of(), 200, Bodies.failure(responseTime, code, message));
    }

    static Response time(Instant responseTime) {
        return own(Served.NO_STATUS_CODE, responseTime, List.of(), 200, Bodies.time(responseTime));
    }

    static Response notFound(Instant responseTime) {
        int code = StatusCode.BAD_REQUEST.code();
        return own(code, responseTime, List.of(), 404, Bodies.failure(responseTime, code, "No such endpoint"));
    }

    private static Response own(int code, Instant responseTime, List<Holding> holdings, int httpStatus, String json) {
        byte[] body = json.getBytes(UTF_8);
        return new Response(code, responseTime, holdings, body, true, Delivery.whole(httpStatus, JSON_HEADERS, body));
    }

    /** Somebody else's bytes. */
    static Response verbatim(int httpStatus, Map<String, String> headers, byte[] body) {
        return new Response(
                Served.NO_STATUS_CODE, null, List.of(), body, true, Delivery.whole(httpStatus, headers, body));
    }

    /** The same content in another form of whole HTTP answer. */
    Response sentAs(Delivery other) {
        return new Response(statusCode, responseTime, holdings, body, true, other);
    }

    /** The same content with so much added that its hash is not worth the time. */
    Response swollen(Delivery other) {
        return new Response(statusCode, responseTime, holdings, body, false, other);
    }

    /** The content never goes out whole. */
    Response spoiled(Delivery fault) {
        return new Response(Served.WIRE_FAULT, null, List.of(), body, false, fault);
    }

    int statusCode() {
        return statusCode;
    }

    Instant responseTime() {
        return responseTime;
    }

    List<Holding> holdings() {
        return holdings;
    }

    byte[] body() {
        return body.clone();
    }

    /** Whether {@link #body()} is what goes out. */
    boolean whole() {
        return whole;
    }

    Delivery delivery() {
        return delivery;
    }
}
