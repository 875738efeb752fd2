package dev.balancehistory.localexchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A response's content, for the manifest, and how it is sent. */
final class Response {

    static final String JSON = "application/json;charset=UTF-8";
    static final Map<String, String> JSON_HEADERS = Map.of("Content-Type", JSON);

    private final int statusCode;
    private final String status;
    private final Instant responseTime;
    private final List<Holding> holdings;
    private final byte[] body;
    private final boolean whole;
    private final Delivery delivery;

    private Response(
            int statusCode,
            String status,
            Instant responseTime,
            List<Holding> holdings,
            byte[] body,
            boolean whole,
            Delivery delivery) {
        this.statusCode = statusCode;
        this.status = status;
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
        String status = code == Served.NO_STATUS_CODE ? null : Integer.toString(code);
        return new Response(
                code, status, responseTime, holdings, body, true, Delivery.whole(httpStatus, JSON_HEADERS, body));
    }

    /** A response of a living exchange. */
    static Response living(
            Instant responseTime, String status, List<Holding> holdings, byte[] body, Delivery delivery) {
        return new Response(Served.NO_STATUS_CODE, status, responseTime, holdings, body, true, delivery);
    }

    /** The given bytes. */
    static Response verbatim(int httpStatus, Map<String, String> headers, byte[] body) {
        return new Response(
                Served.NO_STATUS_CODE, null, null, List.of(), body, true, Delivery.whole(httpStatus, headers, body));
    }

    /** The same content in another form of whole HTTP response. */
    Response sentAs(Delivery other) {
        return new Response(statusCode, status, responseTime, holdings, body, true, other);
    }

    /** The same content with so much added that its hash is not worth the time. */
    Response swollen(Delivery other) {
        return new Response(statusCode, status, responseTime, holdings, body, false, other);
    }

    /** The content never goes out whole. */
    Response spoiled(Delivery fault) {
        return new Response(Served.WIRE_FAULT, null, null, List.of(), body, false, fault);
    }

    int statusCode() {
        return statusCode;
    }

    /** The exchange's own code as text, or null. */
    String status() {
        return status;
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
