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

/** A strict JSON parser: it accepts only the standard, no duplicate name in an object, and a limited depth. */
public final class StrictJson {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(32).build())
            .build();

    /** The bytes of a character in UTF-32. */
    private static final int LONGEST_UNIT = 4;

    private StrictJson() {}

    /** Thrown when the text ends within an object or array. */
    public static final class TruncatedException extends IllegalArgumentException {
        private TruncatedException(Throwable cause) {
            super("it is truncated", cause);
        }
    }

    /**
     * Returns what the reader makes of the tokens of a text in UTF-8.
     *
     * @throws TruncatedException if the text ends within an object or array
     * @throws IllegalArgumentException if the text is not JSON; the message is the reason
     */
    public static <T> T read(byte[] text, Function<JsonParser, T> reader) {
        requireUtf8(text);
        Bytes bytes = new Bytes(text);
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), bytes)) {
            // The parser reads four bytes to detect the encoding, even if the text has fewer.
            bytes.exhausted = false;
            try {
                return reader.apply(json);
            } catch (StreamConstraintsException e) {
                throw new IllegalArgumentException("it is nested too deeply or has too long a number or name", e);
            } catch (JacksonException e) {
                if (bytes.exhausted && !json.streamReadContext().inRoot()) {
                    throw new TruncatedException(e);
                }
                // The text after the colon is for programmers.
                String what = e.getOriginalMessage().split(": ", 2)[0];
                throw new IllegalArgumentException("it is not valid JSON: " + what, e);
            }
        }
    }

    /** Rejects a byte order mark or a zero among the first bytes, from which the parser would infer another encoding. */
    private static void requireUtf8(byte[] text) {
        boolean other = text.length > 0 && text[0] < 0;
        for (int i = 0; i < Math.min(text.length, LONGEST_UNIT); i++) {
            other |= text[i] == 0;
        }
        if (other) {
            throw new IllegalArgumentException("it is not valid JSON: it begins like text in another encoding");
        }
    }

    /** Records whether the parser read past the end, as it does in every error of a truncated text. */
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
