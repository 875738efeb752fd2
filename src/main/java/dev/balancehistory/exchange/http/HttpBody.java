package dev.balancehistory.exchange.http;

import java.net.http.HttpHeaders;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP response, read to its end or to the size limit.
 *
 * @param status the HTTP status
 * @param contentType the {@code Content-Type} header; empty without one
 * @param body the decompressed bytes; only their beginning if there is a flaw
 * @param flaw the reason to reject the body, for people; null without one
 * @param date the {@code Date} header; null without one
 * @param headers all headers, of which some report limits
 */
// Responses are never compared.
@SuppressWarnings("ArrayRecordComponent")
record HttpBody(
        int status,
        String contentType,
        byte[] body,
        @Nullable String flaw,
        @Nullable Instant date,
        HttpHeaders headers) {
    static final int OK = 200;

    /** The number of bytes that are stored of a rejected body. */
    static final int EXCERPT = 64 * 1024;

    /** Returns the same response with all secrets redacted, since some error pages repeat the request. */
    HttpBody without(Secrets secrets) {
        return secrets.in(body) || secrets.in(contentType)
                ? new HttpBody(status, secrets.redact(contentType), secrets.redact(body), flaw, date, headers)
                : this;
    }

    /** Returns a header; empty without one. */
    static String header(HttpHeaders headers, String name) {
        return headers.firstValue(name).orElse("").strip();
    }

    /** Returns a header that is a date; null without one. */
    static @Nullable Instant date(HttpHeaders headers, String name) {
        String value = header(headers, name);
        try {
            return value.isEmpty() ? null : DateTimeFormatter.RFC_1123_DATE_TIME.parse(value, Instant::from);
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
