package dev.balancehistory.metrics;

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

/** A file for the textfile collector of Prometheus's node exporter, replaced as a whole. */
record MetricsFile(Path path) {
    private static final Logger log = LoggerFactory.getLogger(MetricsFile.class);

    /**
     * @param retain whether series of the file that the text lacks stay in it
     */
    void write(String text, boolean retain) {
        try {
            Path target = path.toAbsolutePath();
            // The collector reads *.prom only.
            Path unfinished = Files.createTempFile(target.getParent(), "." + target.getFileName(), ".tmp");
            try {
                Files.writeString(unfinished, text + (retain ? retained(text) : ""));
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

    private String retained(String text) throws IOException {
        Set<String> replaced = text.lines().map(MetricsFile::family).collect(Collectors.toSet());
        try {
            return Files.readString(path)
                    .lines()
                    .filter(line -> family(line).startsWith(Exposition.PREFIX) && !replaced.contains(family(line)))
                    .map(line -> line + "\n")
                    .collect(Collectors.joining());
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    /** Returns the name of the line's metric; another text for a line without a metric. */
    private static String family(String line) {
        String[] parts = line.split("[ {]", 4);
        return parts[0].equals("#") && parts.length > 2 ? parts[2] : parts[0];
    }
}
