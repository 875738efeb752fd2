package dev.balancehistory.spool;

import dev.balancehistory.process.Problem;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Lists the files of the spool. Links are not followed. */
final class SpoolFolder {
    static final String CORRUPT = ".corrupt";

    /** The age from which an unfinished file has no writer any more, however slow. */
    private static final Duration OLD = Duration.ofDays(1);

    private final Path folder;
    private final InstantSource clock;

    SpoolFolder(Path folder, InstantSource clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /** Returns the files with responses among the given ones, oldest first. */
    List<Path> waiting(List<Path> files) {
        if (files.isEmpty()) {
            // The usual case, in which a run should load no further class.
            return files;
        }
        return files.stream()
                .filter(file -> has(file, SpoolFile.RESPONSE)
                        // The unfinished file of a killed process counts once it has no writer any more.
                        || (has(file, SpoolFile.PART) && isOld(file)))
                .sorted()
                .toList();
    }

    /** Returns the number of corrupt files among the given ones. */
    static int corrupt(List<Path> files) {
        return (int) files.stream().filter(file -> has(file, CORRUPT)).count();
    }

    /** Returns the size of all files; 0 if the folder can't be read, since the next write reports the reason. */
    long readableBytes() {
        try {
            return bytes(files());
        } catch (Problem e) {
            return 0;
        }
    }

    /** Returns the size of the files. */
    static long bytes(List<Path> files) {
        return files.stream().mapToLong(SpoolFolder::bytes).sum();
    }

    private static long bytes(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            // Another run has archived or renamed it.
            return 0;
        }
    }

    /**
     * Returns all files of the spool, in any order; empty if the folder does not exist.
     *
     * @throws Problem if it can't be read
     */
    List<Path> files() {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            for (Path file : stream) {
                boolean known = has(file, SpoolFile.RESPONSE) || has(file, SpoolFile.PART) || has(file, CORRUPT);
                if (known && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    files.add(file);
                }
            }
        } catch (NoSuchFileException e) {
            // No response was ever stored here.
            return files;
        } catch (IOException | DirectoryIteratorException e) {
            throw SpoolProblem.of(folder, "can't be read", e);
        }
        return files;
    }

    private static boolean has(Path file, String ending) {
        return file.toString().endsWith(ending);
    }

    private boolean isOld(Path file) {
        try {
            Instant modified =
                    Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant();
            return modified.isBefore(clock.instant().minus(OLD));
        } catch (IOException e) {
            // Its writer has finished and renamed it.
            return false;
        }
    }
}
