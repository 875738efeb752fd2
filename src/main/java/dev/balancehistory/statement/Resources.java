package dev.balancehistory.statement;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The SQL, the style and the script of the statement. */
final class Resources {
    private Resources() {}

    /** Returns a file of this package. */
    static String text(String name) {
        try (InputStream file = Objects.requireNonNull(Resources.class.getResourceAsStream(name), name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
