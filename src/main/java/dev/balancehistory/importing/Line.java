package dev.balancehistory.importing;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A line of a file.
 *
 * @param number from 1
 * @param bytes the bytes without the end of the line
 * @param whole whether these are all bytes of the line
 */
// Compared by identity.
@SuppressWarnings("ArrayRecordComponent")
record Line(long number, byte[] bytes, boolean whole) {
    private static final byte[] BYTE_ORDER_MARK = "\ufeff".getBytes(StandardCharsets.UTF_8);

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

    static boolean isSpace(byte b) {
        return b == ' ' || b == '\t' || b == '\r' || b == '\n';
    }
}
