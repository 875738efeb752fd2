package dev.balancehistory.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.balancehistory.process.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file for the textfile collector of Prometheus's node exporter: whoever reads it finds a whole one. */
record MetricsFile(Path path) {
    private static final Logger log = LoggerFactory.getLogger(MetricsFile.class);

    /**
     * @param keeping whether series that are in the file, and not in the text, stay as they are
     */
    void write(String text, boolean keeping) {
        try {
            Path target = path.toAbsolutePath();
            // Not named *.prom, which the collector would read.
            Path unfinished = Files.createTempFile(target.getParent(), "." + target.getFileName(), ".tmp");
            try {
                Files.writeString(unfinished, text + (keeping ? kept(text) : ""));
                if (Files.getFileAttributeView(unfinished, PosixFileAttributeView.class) != null) {
                    Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rw-r--r--"));
                }
                AtomicFile.rename(unfinished, target, true);
            } finally {
                Files.deleteIfExists(unfinished);
            }
        } catch (IOException e) {
            log.warn("The metrics of this run were not written: {}", e.toString());
        }
    }

    private String kept(String text) throws IOException {
        Set<String> replaced = text.lines().map(MetricsFile::family).collect(Collectors.toSet());
        try {
            return Files.readString(path, UTF_8)
                    .lines()
                    .filter(line -> family(line).startsWith(Exposition.PREFIX) && !replaced.contains(family(line)))
                    .map(line -> line + "\n")
                    .collect(Collectors.joining());
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    /** Returns the name of the metric that the line belongs to; something else where it belongs to none. */
    private static String family(String line) {
        String[] words = line.split("[ {]", 4);
        return words[0].equals("#") && words.length > 2 ? words[2] : words[0];
    }
}
