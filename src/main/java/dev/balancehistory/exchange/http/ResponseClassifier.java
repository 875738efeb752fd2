package dev.balancehistory.exchange.http;

import dev.balancehistory.balance.RawResponse;
import dev.balancehistory.balance.ResponseBody;
import dev.balancehistory.balance.ResponseState;
import dev.balancehistory.balance.TimeSource;
import dev.balancehistory.exchange.Attempt;
import dev.balancehistory.exchange.Disposition;
import dev.balancehistory.exchange.Reading;
import dev.balancehistory.process.Printable;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The meaning of an HTTP response, or of a missing one: the part to store, and the next step.
 *
 * @param receivedAt the instant at which the response was received, or the wait for it ended
 */
record ResponseClassifier(Adapter adapter, Instant requestedAt, Instant receivedAt) {
    private static final int MAX_EXCERPT = 80;

    /** A response as an attempt, with the content of its body; null if it was not read. */
    record Classified(Attempt attempt, @Nullable Part part) {}

    Classified of(HttpBody http) {
        String flaw = http.flaw();
        if (http.status() == HttpBody.OK && flaw != null) {
            return new Classified(attempt(Disposition.REJECTED, http, ResponseState.REJECTED, flaw, null, null), null);
        }
        Part part = flaw == null
                ? adapter.reader().part(http.body(), receivedAt)
                : new Part(new Reading.Malformed(flaw, false), null);
        return new Classified(of(http, part.reading()), part);
    }

    private Attempt of(HttpBody http, Reading reading) {
        if (reading instanceof Reading.Failure failure) {
            Fault fault = fault(http, failure.status());
            String message = failure.message().isEmpty() ? "" : " (" + failure.message() + ")";
            String reason = "the exchange reports " + failure.status() + message + fault.advice();
            Duration wait = new StatedWait(http, receivedAt).of(fault, failure.status(), adapter.limitEnd());
            return attempt(fault.disposition(), http, ResponseState.FAILED, reason, reading, wait);
        }
        if (http.status() != HttpBody.OK) {
            Fault fault = fault(http, null);
            String reason = describe(http) + fault.advice();
            Duration wait = new StatedWait(http, receivedAt).of(fault, null, adapter.limitEnd());
            return attempt(fault.disposition(), http, ResponseState.FAILED, reason, null, wait);
        }
        if (reading instanceof Reading.Malformed malformed && malformed.truncated()) {
            String reason = "the response is malformed: " + malformed.reason();
            Duration wait = new StatedWait(http, receivedAt).retryAfter();
            return attempt(Disposition.TRANSIENT, http, ResponseState.FAILED, reason, null, wait);
        }
        // Any other malformed body is stored as received: the step that records rejects it.
        return attempt(Disposition.SUCCESS, http, ResponseState.RECEIVED, null, reading, null);
    }

    private Fault fault(HttpBody http, @Nullable String code) {
        Fault fault = adapter.faults().of(http.status(), code);
        Duration tolerance = fault.clockTolerance();
        return tolerance != null && http.date() != null && isOff(http.date(), tolerance)
                ? Fault.of(Disposition.CLOCK_REJECTED, "")
                : fault;
    }

    /** Returns whether the clock is off by more. The exchange wrote the date at an instant of that second, during the request. */
    private boolean isOff(Instant date, Duration tolerance) {
        Duration leastAhead = Duration.between(date.plusSeconds(1), requestedAt);
        Duration leastBehind = Duration.between(receivedAt, date);
        return leastAhead.compareTo(tolerance) > 0 || leastBehind.compareTo(tolerance) > 0;
    }

    /** Returns the attempt without a complete response, of which only the reason is stored. */
    Attempt ofNoResponse(URI uri, IOException e, Secrets secrets) {
        ConnectionFailure failure = new ConnectionFailure(uri, e);
        RawResponse response = response(null, null, ResponseState.FAILED, failure.reason(secrets));
        return new Attempt(failure.isUntrusted() ? Disposition.UNTRUSTED : Disposition.TRANSIENT, response, null, null);
    }

    private static String describe(HttpBody http) {
        String text = http.flaw() == null ? new String(http.body(), StandardCharsets.UTF_8).strip() : http.flaw();
        return "HTTP " + http.status()
                + (http.status() / 100 == 3 ? " (a redirect, which is not followed)" : "")
                + (http.contentType().isEmpty() ? "" : " " + Printable.text(http.contentType(), MAX_EXCERPT))
                + (text.isEmpty() ? "" : ": " + Printable.text(text, MAX_EXCERPT));
    }

    private Attempt attempt(
            Disposition disposition,
            HttpBody http,
            ResponseState state,
            @Nullable String reason,
            @Nullable Reading reading,
            @Nullable Duration wait) {
        byte[] kept = state == ResponseState.RECEIVED ? http.body() : HttpBody.excerpt(http.body());
        return new Attempt(disposition, response(reading, ResponseBody.of(kept), state, reason), wait, http.date());
    }

    private RawResponse response(
            @Nullable Reading reading, @Nullable ResponseBody body, ResponseState state, @Nullable String reason) {
        Instant responseTime = null;
        String status = null;
        String message = null;
        if (reading instanceof Reading.Success success) {
            responseTime = success.responseTime();
            status = success.status();
            message = success.message();
        } else if (reading instanceof Reading.Failure failure) {
            responseTime = failure.responseTime();
            status = failure.status();
            message = failure.message();
        }
        return new RawResponse(
                requestedAt,
                receivedAt,
                responseTime,
                responseTime == null ? null : TimeSource.BODY,
                status,
                message,
                adapter.reader().format(),
                body,
                state,
                reason);
    }
}
