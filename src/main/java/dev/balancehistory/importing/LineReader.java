package dev.balancehistory.importing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads lines as bytes, and holds at most the beginning of a long line. */
final class LineReader {
    private final InputStream in;
    private final int longest;
    private final byte[] buffer = new byte[64 << 10];
    private int next;
    private int end;
    private long number;
    private boolean carriageReturns;
    private boolean afterReturn;

    /**
     * @param longest the most bytes of a line to hold
     */
    LineReader(InputStream in, int longest) {
        this.in = in;
        this.longest = longest;
    }

    /**
     * Returns the first line that is not blank, whether a line feed or a carriage return ends it. It is not passed, and
     * it is incomplete if it is longer than the buffer. To be called before the first line is read.
     */
    Line start() throws IOException {
        int from = firstVisible();
        int to = lineEnd(from, true);
        int count = 0;
        while (to == end && end < buffer.length && count >= 0) {
            count = in.read(buffer, end, buffer.length - end);
            end += Math.max(0, count);
            from = firstVisible();
            to = lineEnd(from, true);
        }
        return new Line(1, Arrays.copyOfRange(buffer, from, to), true);
    }

    private int firstVisible() {
        int at = 0;
        while (at < end && Line.isSpace(buffer[at])) {
            at++;
        }
        return at;
    }

    /** Lets each carriage return end a line too, unless a line feed follows it. */
    void endLinesAtCarriageReturns() {
        carriageReturns = true;
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
            pass(found);
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
            if (more) {
                next = end;
            } else {
                pass(found);
            }
        }
        return new Line(number, bytes.toByteArray(), length <= longest);
    }

    private void pass(int lineEnd) {
        afterReturn = buffer[lineEnd] == '\r';
        next = lineEnd + 1;
    }

    private boolean fill() throws IOException {
        if (next >= end) {
            next = 0;
            end = Math.max(0, in.read(buffer));
        }
        if (afterReturn && end > 0) {
            afterReturn = false;
            next += buffer[next] == '\n' ? 1 : 0;
            return next < end || fill();
        }
        return end > 0;
    }

    private int find() {
        return lineEnd(next, carriageReturns);
    }

    private int lineEnd(int from, boolean carriageReturns) {
        int at = from;
        while (at < end && buffer[at] != '\n' && (buffer[at] != '\r' || !carriageReturns)) {
            at++;
        }
        return at;
    }
}
