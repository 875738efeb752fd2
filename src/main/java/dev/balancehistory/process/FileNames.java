package dev.balancehistory.process;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Checks the names of files, which the charset of the process's locale may not be able to express. */
public final class FileNames {
    /** Stands for each byte that Java could not decode. */
    private static final char REPLACEMENT = '\uFFFD';

    private FileNames() {}

    /**
     * Checks a text that the process received as bytes, such as an argument.
     *
     * @param subject the text's origin, for the message
     * @throws Problem if Java could not decode it, so that it names another file
     */
    public static void requireDecoded(String subject, String text) {
        if (text.indexOf(REPLACEMENT) >= 0) {
            throw notInCharset(subject);
        }
    }

    /**
     * Returns the path with this name.
     *
     * @param subject the name's origin, for the message
     * @throws Problem if the name is not valid
     */
    public static Path path(String subject, String name) {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw e.getReason().contains("unmappable")
                    ? notInCharset(subject)
                    : new Problem(Outcome.CONFIGURATION, subject + " is not a valid file name: " + e.getReason());
        }
    }

    private static Problem notInCharset(String subject) {
        return new Problem(
                Outcome.CONFIGURATION,
                subject + " has characters that the locale's charset lacks: set LC_ALL=C.UTF-8 for this program");
    }
}
