package dev.balancehistory.exchange.http;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/** JSON by the letter of its standard, no name twice in an object, and bounded in depth. */
public final class StrictJson {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(32).build())
            .build();

    /** How many bytes a character has in UTF-32. */
    private static final int LONGEST_UNIT = 4;

    private StrictJson() {}

    /** The text ends before the JSON does. */
    public static final class CutException extends IllegalArgumentException {
        private CutException(Throwable cause) {
            super("it ends in the middle", cause);
        }
    }

    /**
     * Returns what the reader makes of the text.
     *
     * @param text in UTF-8
     * @throws CutException if it ends within an object or array
     * @throws IllegalArgumentException if it is not JSON; the message says why
     */
    public static <T> T read(byte[] text, Function<JsonParser, T> reader) {
        requireUtf8(text);
        Bytes bytes = new Bytes(text);
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), bytes)) {
            // It has looked at four bytes for the encoding, and may have found fewer.
            bytes.exhausted = false;
            try {
                return reader.apply(json);
            } catch (StreamConstraintsException e) {
                throw new IllegalArgumentException("it is nested too deeply or has too long a number or name", e);
            } catch (JacksonException e) {
                if (bytes.exhausted && !json.streamReadContext().inRoot()) {
                    throw new CutException(e);
                }
                // The text behind the colon is for programmers.
                String what = e.getOriginalMessage().split(": ", 2)[0];
                throw new IllegalArgumentException("it is not valid JSON: " + what, e);
            }
        }
    }

    /** The parser would take a byte order mark, or a zero among the first bytes, for the sign of another encoding. */
    private static void requireUtf8(byte[] text) {
        boolean other = text.length > 0 && text[0] < 0;
        for (int i = 0; i < Math.min(text.length, LONGEST_UNIT); i++) {
            other |= text[i] == 0;
        }
        if (other) {
            throw new IllegalArgumentException("it is not valid JSON: it begins like text in another encoding");
        }
    }

    /** Knows whether more was wanted than there is: the one thing that all errors of a text cut short have in common. */
    private static final class Bytes extends FilterInputStream {
        private boolean exhausted;

        Bytes(byte[] text) {
            super(new ByteArrayInputStream(text));
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            exhausted |= read < 0;
            return read;
        }
    }
}
