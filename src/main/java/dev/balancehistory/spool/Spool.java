package dev.balancehistory.spool;

import dev.balancehistory.process.AtomicFile;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import dev.balancehistory.spool.SpooledResponse.Corrupt;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * The folder of responses that the database could not store ({@code recorder.spool-dir}). A file appears completely or
 * not at all, and only its owner can read it. Safe for many threads and processes.
 */
public final class Spool {
    private static final String RESPONSE = ".response";
    private static final String PART = ".part";
    private static final String CORRUPT = ".corrupt";

    /** The age from which an unfinished file has no writer any more, however slow. */
    private static final Duration OLD = Duration.ofDays(1);

    private static final DateTimeFormatter SORTABLE =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Path folder;
    private final InstantSource clock;

    /**
     * @param folder the folder, created when it is needed
     */
    public Spool(Path folder, InstantSource clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /**
     * The content of the spool.
     *
     * @param waiting the number of responses that the next run of their accounts archives
     * @param setAside the number of corrupt files, left for examination
     */
    public record Contents(int waiting, int setAside) {}

    /**
     * Returns the content; empty if the folder does not exist.
     *
     * @throws Problem if it can't be read
     */
    public Contents contents() {
        return new Contents(waiting().size(), files(CORRUPT).size());
    }

    /** Returns whether there may be responses, or a failure to report. */
    boolean mayHaveResponses() {
        try {
            return !waiting().isEmpty();
        } catch (Problem e) {
            return true;
        }
    }

    /**
     * Returns the files with responses, oldest first.
     *
     * @throws Problem if the folder can't be read
     */
    public List<Path> waiting() {
        // The unfinished file of a killed process counts once it has no writer any more.
        List<Path> unnamed = files(PART);
        unnamed.removeIf(file -> !isOld(file));
        List<Path> files = files(RESPONSE);
        files.addAll(unnamed);
        files.sort(null);
        return files;
    }

    private List<Path> files(String ending) {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            for (Path file : stream) {
                if (file.toString().endsWith(ending) && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    files.add(file);
                }
            }
        } catch (NoSuchFileException e) {
            // No response was ever stored here.
            return files;
        } catch (IOException | DirectoryIteratorException e) {
            throw problem(folder, "can't be read", e);
        }
        return files;
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

    /**
     * Stores a response; returns its file when that is on the disk.
     *
     * @throws Problem if it can't be written
     */
    public Path store(SpooledResponse response) {
        String name =
                SORTABLE.format(response.response().receivedAt()) + "_" + response.account() + "_" + UUID.randomUUID();
        Path file = folder.resolve(name + RESPONSE);
        try {
            AtomicFile.write(file, folder.resolve(name + PART), response.toBytes());
            return file;
        } catch (IOException e) {
            throw problem(folder, "can't be written", e);
        }
    }

    /**
     * Reads a response.
     *
     * @throws Corrupt if the file is not what was written
     * @throws NoSuchFileException if another run has archived or renamed it
     * @throws IOException if it can't be read
     */
    public SpooledResponse read(Path file) throws IOException, Corrupt {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return SpooledResponse.of(in.readNBytes(SpooledResponse.MOST_BYTES + 1));
        }
    }

    /**
     * Deletes a response that is archived. If the file reappears, its response is recognised as archived.
     *
     * @throws Problem if it can't be removed
     */
    public void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw problem(file, "is archived, and can't be deleted", e);
        }
    }

    /**
     * Renames a corrupt file, so that runs ignore it.
     *
     * @return its new name
     * @throws NoSuchFileException if another run has archived or renamed it
     * @throws Problem if it can't be renamed
     */
    public Path setAside(Path file) throws NoSuchFileException {
        Path aside = file.resolveSibling(file.getFileName() + CORRUPT);
        try {
            return Files.move(file, aside);
        } catch (NoSuchFileException e) {
            throw e;
        } catch (IOException e) {
            throw problem(file, "is corrupt, and can't be renamed", e);
        }
    }

    /** Returns a problem with a file or a folder. */
    public static Problem problem(Path file, String what, Exception e) {
        return new Problem(
                Outcome.CANNOT_WRITE, "spool: " + file + " " + what + " (" + reason(e) + "; recorder.spool-dir)", e);
    }

    private static String reason(Exception e) {
        if (e instanceof DirectoryIteratorException && e.getCause() instanceof IOException cause) {
            return reason(cause);
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof NotDirectoryException || e instanceof FileAlreadyExistsException) {
            return "a file with that name exists";
        }
        if (e instanceof FileSystemException system && system.getReason() != null) {
            return system.getReason();
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
