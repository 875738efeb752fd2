package dev.balancehistory.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The texts that classes have in files beside them, such as SQL. */
public final class TextResource {
    private TextResource() {}

    /** Returns the content of a file in UTF-8, which is in the package of its owner. */
    public static String of(Class<?> owner, String file) {
        try (InputStream content = Objects.requireNonNull(owner.getResourceAsStream(file), file)) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
