package dev.balancehistory.localexchange;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;

/** How a response is sent. */
@FunctionalInterface
interface Delivery {

    int PIECE_BYTES = 8 * 1024;

    /** Returns whether the connection is still good for another request. */
    boolean over(Wire wire) throws IOException, InterruptedException;

    static Delivery whole(int status, Map<String, String> headers, byte[] body) {
        return announcing(body.length, status, headers, wire -> wire.send(body, body.length));
    }

    /** The body with enough white space put in before its last byte; never held in memory. */
    static Delivery padded(Map<String, String> headers, byte[] body, long size) {
        return announcing(Math.max(size, body.length), 200, headers, wire -> pad(wire.raw(), body, size));
    }

    static Delivery paddedAndZipped(Map<String, String> headers, byte[] body, long size) {
        return wire -> {
            wire.head(200, with(headers, "Transfer-Encoding", "chunked"));
            try (OutputStream zipped = new GZIPOutputStream(wire.chunks(), PIECE_BYTES)) {
                pad(zipped, body, size);
            }
            return true;
        };
    }

    /** Announces {@code announced} bytes, sends the first {@code kept} of the body and hangs up. */
    static Delivery cut(Map<String, String> headers, byte[] body, int announced, int kept) {
        return wire -> {
            wire.head(200, with(headers, "Content-Length", Integer.toString(announced)));
            wire.send(body, kept);
            wire.flush();
            return false;
        };
    }

    /** Sends the first bytes of the body as one chunk and hangs up without the last chunk. */
    static Delivery cutChunked(Map<String, String> headers, byte[] body, int kept) {
        return wire -> {
            wire.head(200, with(headers, "Transfer-Encoding", "chunked"));
            wire.chunks().write(body, 0, kept);
            wire.flush();
            return false;
        };
    }

    /** The body byte by byte but for its last, then white space, until the client hangs up. */
    static Delivery dripping(Map<String, String> headers, byte[] body, Duration pause) {
        return wire -> {
            wire.head(200, with(headers, "Transfer-Encoding", "chunked"));
            OutputStream chunks = wire.chunks();
            for (int sent = 0; ; sent++) {
                chunks.write(sent < body.length - 1 ? body[sent] : ' ');
                wire.flush();
                sleep(pause);
            }
        };
    }

    /** A header that never ends, byte by byte, until the client hangs up. */
    static Delivery drippingHead(Duration pause) {
        return wire -> {
            wire.send("HTTP/1.1 200 OK\r\nX-Slow: ");
            while (true) {
                wire.send("x");
                wire.flush();
                sleep(pause);
            }
        };
    }

    static Delivery raw(byte[] bytes) {
        return wire -> {
            wire.send(bytes, bytes.length);
            wire.flush();
            return false;
        };
    }

    static Delivery silence() {
        return wire -> {
            wire.awaitClientGone();
            return false;
        };
    }

    static Delivery hangUp() {
        return wire -> false;
    }

    static Delivery reset() {
        return wire -> {
            wire.reset();
            return false;
        };
    }

    static void sleep(Duration duration) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(duration.toNanos());
    }

    private static Delivery announcing(long length, int status, Map<String, String> headers, Content content) {
        return wire -> {
            wire.head(status, with(headers, "Content-Length", Long.toString(length)));
            content.to(wire);
            wire.flush();
            return true;
        };
    }

    private static Map<String, String> with(Map<String, String> headers, String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return more;
    }

    private static void pad(OutputStream out, byte[] body, long size) throws IOException {
        byte[] spaces = new byte[PIECE_BYTES];
        Arrays.fill(spaces, (byte) ' ');
        out.write(body, 0, body.length - 1);
        for (long missing = size - body.length; missing > 0; missing -= PIECE_BYTES) {
            out.write(spaces, 0, (int) Math.min(missing, PIECE_BYTES));
        }
        out.write(body[body.length - 1]);
    }

    /** The part of a response whose length was announced. */
    @FunctionalInterface
    interface Content {
        void to(Wire wire) throws IOException;
    }
}
