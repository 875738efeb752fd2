package dev.balancehistory.importing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads lines as bytes, and holds at most the beginning of a long line. */
final class LineReader {
    private static final byte[] BYTE_ORDER_MARK = "\ufeff".getBytes(StandardCharsets.UTF_8);

    private final InputStream in;
    private final int longest;
    private final byte[] buffer = new byte[64 << 10];
    private int next;
    private int end;
    private long number;

    /**
     * @param longest the most bytes of a line to hold
     */
    LineReader(InputStream in, int longest) {
        this.in = in;
        this.longest = longest;
    }

    /**
     * A line.
     *
     * @param number from 1
     * @param bytes the bytes without the line feed
     * @param whole whether these are all bytes of the line
     */
    // Compared by identity.
    @SuppressWarnings("ArrayRecordComponent")
    record Line(long number, byte[] bytes, boolean whole) {
        /**
         * Returns the bytes without surrounding space, such as a carriage return, and without byte order marks, which
         * concatenated files have in the middle.
         */
        byte[] stripped() {
            int from = startsWithMark() ? BYTE_ORDER_MARK.length : 0;
            int to = bytes.length;
            while (from < to && isSpace(bytes[from])) {
                from++;
            }
            while (from < to && isSpace(bytes[to - 1])) {
                to--;
            }
            return from == 0 && to == bytes.length ? bytes : Arrays.copyOfRange(bytes, from, to);
        }

        /** Returns whether the line starts with a byte order mark. */
        boolean startsWithMark() {
            int difference = Arrays.mismatch(bytes, BYTE_ORDER_MARK);
            return difference < 0 || difference == BYTE_ORDER_MARK.length;
        }

        private static boolean isSpace(byte b) {
            return b == ' ' || b == '\t' || b == '\r' || b == '\n';
        }
    }

    /** Returns the next line; null at the end. */
    @Nullable
    Line next() throws IOException {
        if (!fill()) {
            return null;
        }
        number++;
        int found = find();
        if (found < end && found - next <= longest) {
            Line line = new Line(number, Arrays.copyOfRange(buffer, next, found), true);
            next = found + 1;
            return line;
        }
        return assembled();
    }

    private Line assembled() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        long length = 0;
        boolean more = true;
        while (more && fill()) {
            int found = find();
            bytes.write(buffer, next, Math.max(0, Math.min(found - next, longest - bytes.size())));
            length += found - next;
            more = found == end;
            next = found + 1;
        }
        return new Line(number, bytes.toByteArray(), length <= longest);
    }

    private boolean fill() throws IOException {
        if (next >= end) {
            next = 0;
            end = Math.max(0, in.read(buffer));
        }
        return end > 0;
    }

    private int find() {
        int at = next;
        while (at < end && buffer[at] != '\n') {
            at++;
        }
        return at;
    }
}
