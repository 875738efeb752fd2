package dev.balancehistory.exchange.http;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP response, read to its end or as far as is allowed.
 *
 * @param contentType as sent; empty if it wasn't
 * @param body the bytes after decompression, or the beginning of them if there is a flaw
 * @param flaw why the body can't be used, for people; null if it can
 * @param retryAfter how long the server wants no request; null if it doesn't say
 * @param date the {@code Date} header; null if there is none
 * @param headers all headers, for an adapter whose exchange reports its limits in them
 */
// Compared by identity: nothing compares responses.
@SuppressWarnings("ArrayRecordComponent")
record HttpBody(
        int status,
        String contentType,
        byte[] body,
        @Nullable String flaw,
        @Nullable Duration retryAfter,
        @Nullable Instant date,
        HttpHeaders headers) {
    static final int OK = 200;

    /** The most that is kept of a body that can't be recorded. */
    static final int EXCERPT = 64 * 1024;

    /** Returns the same with all secrets blacked out: some error pages repeat what was sent. */
    HttpBody without(Secrets secrets) {
        return secrets.in(body) || secrets.in(contentType)
                ? new HttpBody(
                        status, secrets.blacken(contentType), secrets.blacken(body), flaw, retryAfter, date, headers)
                : this;
    }
}
