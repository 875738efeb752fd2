package dev.balancehistory.localexchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** An answer's content, for the manifest, and how it goes out. */
final class Answer {

    static final String JSON = "application/json;charset=UTF-8";
    static final Map<String, String> JSON_HEADERS = Map.of("Content-Type", JSON);

    private final int statusCode;
    private final Instant responseTime;
    private final List<Holding> holdings;
    private final byte[] body;
    private final boolean whole;
    private final Delivery delivery;

    private Answer(
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

    static Answer success(Instant responseTime, List<Holding> holdings) {
        return own(StatusCode.SUCCESS.code(), responseTime, holdings, 200, Bodies.success(responseTime, holdings));
    }

    static Answer failure(Instant responseTime, int code, String message) {
        return own(code, responseTime, List.of(), 200, Bodies.failure(responseTime, code, message));
    }

    static Answer time(Instant responseTime) {
        return own(Served.NO_STATUS_CODE, responseTime, List.of(), 200, Bodies.time(responseTime));
    }

    static Answer notFound(Instant responseTime) {
        int code = StatusCode.BAD_REQUEST.code();
        return own(code, responseTime, List.of(), 404, Bodies.failure(responseTime, code, "No such endpoint"));
    }

    private static Answer own(int code, Instant responseTime, List<Holding> holdings, int httpStatus, String json) {
        byte[] body = json.getBytes(UTF_8);
        return new Answer(code, responseTime, holdings, body, true, Delivery.whole(httpStatus, JSON_HEADERS, body));
    }

    /** Somebody else's bytes. */
    static Answer verbatim(int httpStatus, Map<String, String> headers, byte[] body) {
        return new Answer(
                Served.NO_STATUS_CODE, null, List.of(), body, true, Delivery.whole(httpStatus, headers, body));
    }

    /** The same content in another form of whole HTTP answer. */
    Answer sentAs(Delivery other) {
        return new Answer(statusCode, responseTime, holdings, body, true, other);
    }

    /** The same content with so much added that its hash is not worth the time. */
    Answer swollen(Delivery other) {
        return new Answer(statusCode, responseTime, holdings, body, false, other);
    }

    /** The content never goes out whole. */
    Answer spoiled(Delivery fault) {
        return new Answer(Served.WIRE_FAULT, null, List.of(), body, false, fault);
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
