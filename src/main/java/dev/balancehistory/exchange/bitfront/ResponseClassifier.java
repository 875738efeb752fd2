package dev.balancehistory.exchange.bitfront;

import dev.balancehistory.balance.RawResponse;
import dev.balancehistory.balance.ResponseBody;
import dev.balancehistory.balance.ResponseState;
import dev.balancehistory.balance.TimeSource;
import dev.balancehistory.exchange.Attempt;
import dev.balancehistory.exchange.Disposition;
import dev.balancehistory.exchange.Reading;
import dev.balancehistory.process.Printable;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;

/** Decides what an HTTP answer, or none, means: what to keep of it and what to do about it. */
record ResponseClassifier(Instant requestedAt, Instant receivedAt) {
    private static final int MAX_EXCERPT = 80;

    Attempt of(HttpBody http) {
        String flaw = http.flaw();
        if (http.status() == HttpBody.OK && flaw != null) {
            return attempt(
                    Disposition.UNUSABLE, http, ResponseState.REJECTED, "the answer can't be used: " + flaw, null);
        }
        Reading reading =
                flaw == null ? BitfrontReader.read(http.body(), receivedAt) : new Reading.Malformed(flaw, false);
        if (reading instanceof Reading.Failure failure) {
            int code = Integer.parseInt(failure.status());
            String reason = "the exchange answers " + code + " (" + failure.message() + ")" + StatusCode.advice(code);
            return attempt(StatusCode.disposition(code), http, ResponseState.FAILED, reason, reading);
        }
        if (http.status() != HttpBody.OK) {
            return attempt(httpDisposition(http.status()), http, ResponseState.FAILED, describe(http), null);
        }
        if (reading instanceof Reading.Malformed malformed && malformed.cut()) {
            String reason = "the answer was cut: " + malformed.reason();
            return attempt(Disposition.TRANSIENT, http, ResponseState.FAILED, reason, null);
        }
        // Whatever else can't be read is kept as received too: the step that records is the one to refuse it.
        return attempt(Disposition.SUCCESS, http, ResponseState.RECEIVED, null, reading);
    }

    /** No whole answer: nothing to keep but the fact. */
    Attempt ofNoResponse(URI uri, IOException e) {
        Throwable cause = NestedExceptionUtils.getMostSpecificCause(e);
        boolean untrusted = cause instanceof GeneralSecurityException;
        String reason = "no answer from " + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort()) + ": ";
        if (untrusted) {
            reason += "its certificate is not trusted (" + shown(cause) + ")";
        } else if (e instanceof HttpConnectTimeoutException) {
            reason += "no connection within the timeout (recorder.http.connect-timeout)";
        } else if (e instanceof HttpTimeoutException) {
            reason += "not whole within the timeout (recorder.http.read-timeout)";
        } else if (cause instanceof UnresolvedAddressException) {
            reason += "the host name is not known";
        } else if (e instanceof ConnectException && e.getMessage() == null) {
            reason += "connection refused";
        } else {
            reason += shown(cause);
        }
        RawResponse response = response(null, null, null, null, ResponseState.FAILED, reason);
        return new Attempt(untrusted ? Disposition.UNTRUSTED : Disposition.TRANSIENT, response, null, null);
    }

    private static Disposition httpDisposition(int status) {
        return switch (status) {
            case 408, 429, 500, 502, 503, 504 -> Disposition.TRANSIENT;
            default -> Disposition.UNEXPECTED;
        };
    }

    private static String describe(HttpBody http) {
        String text = http.flaw() == null ? new String(http.body(), StandardCharsets.UTF_8).strip() : http.flaw();
        return "HTTP " + http.status()
                + (http.status() / 100 == 3 ? " (a redirect, which is not followed)" : "")
                + (http.contentType().isEmpty() ? "" : " " + Printable.text(http.contentType(), MAX_EXCERPT))
                + (text.isEmpty() ? "" : ": " + Printable.text(text, MAX_EXCERPT));
    }

    private static String shown(Throwable e) {
        String message = e.getMessage();
        return Printable.text(message == null ? e.getClass().getSimpleName() : message, 2 * MAX_EXCERPT);
    }

    private Attempt attempt(
            Disposition disposition,
            HttpBody http,
            ResponseState state,
            @Nullable String reason,
            @Nullable Reading reading) {
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
        byte[] kept = state == ResponseState.RECEIVED ? http.body() : HttpTransport.excerpt(http.body());
        return new Attempt(
                disposition,
                response(responseTime, status, message, ResponseBody.of(kept), state, reason),
                http.retryAfter(),
                null);
    }

    private RawResponse response(
            @Nullable Instant responseTime,
            @Nullable String status,
            @Nullable String message,
            @Nullable ResponseBody body,
            ResponseState state,
            @Nullable String reason) {
        return new RawResponse(
                requestedAt,
                receivedAt,
                responseTime,
                responseTime == null ? null : TimeSource.BODY,
                status,
                message,
                BitfrontReader.FORMAT,
                body,
                state,
                reason);
    }
}
