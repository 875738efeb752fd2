package dev.balancehistory.exchange.http;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
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
    private static final int EXCERPT = 64 * 1024;

    /**
     * Returns a response, and decompresses its body.
     *
     * @param sent the body as it was sent, or a part of it that is longer than {@code maxBytes}
     * @param maxBytes the largest size of the body, both as sent and decompressed
     * @throws IOException if a successful response is truncated
     */
    static HttpBody of(int status, HttpHeaders headers, byte[] sent, int maxBytes) throws IOException {
        String encoding = header(headers, "Content-Encoding").toLowerCase(Locale.ROOT);
        byte[] body = sent;
        String flaw = null;
        if (encoding.equals("gzip") && sent.length > 0) {
            try (InputStream unzipped = new GZIPInputStream(new ByteArrayInputStream(sent))) {
                body = unzipped.readNBytes(maxBytes + 1);
            } catch (ZipException e) {
                flaw = "the response is labelled gzip, but is not gzip";
            } catch (EOFException e) {
                if (status == OK && sent.length <= maxBytes) {
                    throw e;
                }
                flaw = "the response's gzip data is truncated";
            }
        } else if (!List.of("", "gzip", "identity").contains(encoding)) {
            flaw = "the response has a Content-Encoding that was not requested";
        }
        if (sent.length > maxBytes || body.length > maxBytes) {
            flaw = "the response is larger than " + maxBytes + " bytes (recorder.http.max-response-bytes)";
        }
        byte[] kept = flaw == null ? body : excerpt(body);
        return new HttpBody(status, header(headers, "Content-Type"), kept, flaw, date(headers, "Date"), headers);
    }

    /** Returns the beginning of a body that is rejected. */
    static byte[] excerpt(byte[] body) {
        return body.length <= EXCERPT ? body : Arrays.copyOf(body, EXCERPT);
    }

    /**
     * @throws IOException if the response from this path is not a success, or is rejected
     */
    void requireOk(String path) throws IOException {
        if (status != OK || flaw != null) {
            throw new IOException(path + " returned HTTP " + status + (flaw == null ? "" : ", and " + flaw));
        }
    }

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
