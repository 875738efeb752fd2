package dev.balancehistory.importing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A file of JSON responses: one in each line, or a single one of several lines. The first line that is a response by
 * itself decides. Until then the lines are held, up to the size of the longest response.
 *
 * @param longest the most bytes of a response
 */
record ResponseFile(LineReader lines, int longest, ImportReader reader, ImportReport report) {
    private static final int WORTH_KEEPING = 64 << 10;

    /** Reads the file to its end. */
    void read() throws IOException {
        List<Line> held = new ArrayList<>();
        int size = 0;
        for (Line line = lines.next(); line != null; line = lines.next()) {
            held.add(line);
            size += line.bytes().length + 1;
            byte[] visible = line.stripped();
            if (size > longest || (visible.length > 0 && reader.isResponse(visible))) {
                held.forEach(this::tell);
                readLines();
                return;
            }
        }
        byte[] all = joined(held);
        if (all.length == 0) {
            report.rejected(0, "it is empty");
            return;
        }
        boolean oneEach = held.stream()
                .map(Line::stripped)
                .filter(line -> line.length > 0)
                .allMatch(ResponseFile::isObject);
        if (oneEach && !reader.isResponse(all)) {
            held.forEach(this::tell);
        } else {
            // Reported once for the file, not for each line.
            reader.response(0, all);
        }
    }

    private void readLines() throws IOException {
        for (Line line = lines.next(); line != null; line = lines.next()) {
            tell(line);
        }
    }

    private void tell(Line line) {
        byte[] body = line.stripped();
        if (body.length == 0) {
            return;
        }
        if (line.whole()) {
            reader.response(line.number(), body);
        } else {
            reader.unusable(line.number(), excerpt(body), "the line has more than " + longest + " bytes");
        }
    }

    /** Returns the part of a rejected response that is archived. */
    static byte[] excerpt(byte[] bytes) {
        return bytes.length <= WORTH_KEEPING ? bytes : Arrays.copyOf(bytes, WORTH_KEEPING);
    }

    private static boolean isObject(byte[] line) {
        return line.length > 2 && line[0] == '{';
    }

    /** Returns the file's bytes. */
    private static byte[] joined(List<Line> lines) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Line line : lines) {
            all.writeBytes(line.bytes());
            all.write('\n');
        }
        return new Line(0, all.toByteArray(), true).stripped();
    }
}
