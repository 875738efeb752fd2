package dev.balancehistory.exchange.bitfront;

import java.io.IOException;
import java.io.StringReader;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/** JSON by the letter of its standard, no name twice in an object, and bounded in depth. */
final class StrictJson {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(32).build())
            .build();

    private StrictJson() {}

    /** The text ends before the JSON does. */
    static final class CutException extends IllegalArgumentException {
        private CutException(Throwable cause) {
            super("it ends in the middle", cause);
        }
    }

    /**
     * Returns what the reader makes of the text.
     *
     * @throws CutException if it ends within an object or array
     * @throws IllegalArgumentException if it is not JSON; the message says why
     */
    static <T> T read(String text, Function<JsonParser, T> reader) {
        Characters characters = new Characters(text);
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), characters)) {
            try {
                return reader.apply(json);
            } catch (StreamConstraintsException e) {
                throw new IllegalArgumentException("it is nested too deeply or has too long a number or name", e);
            } catch (JacksonException e) {
                if (characters.exhausted && !json.streamReadContext().inRoot()) {
                    throw new CutException(e);
                }
                // What stands behind the colon is for programmers.
                String what = e.getOriginalMessage().split(": ", 2)[0];
                throw new IllegalArgumentException("it is not valid JSON: " + what, e);
            }
        }
    }

    /** Knows whether more was wanted than there is: the one thing that all errors of a text cut short have in common. */
    private static final class Characters extends StringReader {
        private boolean exhausted;

        Characters(String text) {
            super(text);
        }

        @Override
        public int read(char[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            exhausted |= read < 0;
            return read;
        }
    }
}
