package dev.balancehistory.exchange.bitfront;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP answer, read to its end or as far as is allowed.
 *
 * @param contentType as sent; empty if it wasn't
 * @param body the bytes after decompression, or the beginning of them if there is a flaw
 * @param flaw why the body can't be used, for people; null if it can
 * @param retryAfter how long the server asks to wait; null if it doesn't say
 */
// Compared by identity: nobody compares answers.
@SuppressWarnings("ArrayRecordComponent")
record HttpBody(
        int status,
        String contentType,
        byte[] body,
        @Nullable String flaw,
        @Nullable Duration retryAfter) {
    static final int OK = 200;

    /** The most that is kept of a body that can't be recorded. */
    static final int EXCERPT = 64 * 1024;

    // What is shorter may stand in an honest answer by chance.
    private static final int SHORTEST_SECRET = 8;

    /** Returns the same with the secret blacked out: some error pages repeat what was sent. */
    HttpBody without(String secret) {
        String text = new String(body, StandardCharsets.ISO_8859_1);
        if (secret.length() < SHORTEST_SECRET || !(text.contains(secret) || contentType.contains(secret))) {
            return this;
        }
        String black = "*".repeat(secret.length());
        return new HttpBody(
                status,
                contentType.replace(secret, black),
                text.replace(secret, black).getBytes(StandardCharsets.ISO_8859_1),
                flaw,
                retryAfter);
    }
}
