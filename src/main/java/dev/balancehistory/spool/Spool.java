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
import java.util.UUID;

/**
 * The folder where answers wait that the database could not take ({@code recorder.spool-dir}). A file appears in it
 * whole or not at all, readable by its owner alone. Safe for many threads and processes.
 */
public final class Spool {
    private static final String RESPONSE = ".answer";
    private static final String PART = ".part";
    private static final String CORRUPT = ".corrupt";

    /** After which nobody writes a file any more, however slow or frozen. */
    private static final Duration OLD = Duration.ofDays(1);

    private static final DateTimeFormatter SORTABLE =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final Path folder;
    private final InstantSource clock;

    /**
     * @param folder made when it is needed
     */
    public Spool(Path folder, InstantSource clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /**
     * What is in the spool.
     *
     * @param waiting how many answers the next run will take in, if it records their accounts
     * @param setAside how many files were found corrupt, and are left for people to look at
     */
    public record Contents(int waiting, int setAside) {}

    /**
     * Returns how much is in it; nothing if there is no such folder.
     *
     * @throws Problem if it can't be looked into
     */
    public Contents contents() {
        return new Contents(waiting().size(), files(CORRUPT).size());
    }

    /** Returns whether there is something to take in, or to tell by whoever tries to. */
    boolean mayHaveResponses() {
        try {
            return !waiting().isEmpty();
        } catch (Problem e) {
            return true;
        }
    }

    /**
     * Returns the files with the answers that wait, oldest first.
     *
     * @throws Problem if the folder can't be looked into
     */
    public List<Path> waiting() {
        // What a killed process left unnamed is like any other file, once nobody can be writing it.
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
            // Nothing was ever kept here.
            return files;
        } catch (IOException | DirectoryIteratorException e) {
            throw problem(folder, "can't be looked into", e);
        }
        return files;
    }

    private boolean isOld(Path file) {
        try {
            Instant modified =
                    Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant();
            return modified.isBefore(clock.instant().minus(OLD));
        } catch (IOException e) {
            // Its writer has given it its name.
            return false;
        }
    }

    /**
     * Keeps an answer; returns its file when that is safe on disk.
     *
     * @throws Problem if it can't be written
     */
    public Path keep(SpooledResponse response) {
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
     * Reads an answer.
     *
     * @throws Corrupt if it is not what was written
     * @throws NoSuchFileException if another run has dealt with it
     * @throws IOException if it can't be read
     */
    public SpooledResponse read(Path file) throws IOException, Corrupt {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return SpooledResponse.of(in.readNBytes(SpooledResponse.MOST_BYTES + 1));
        }
    }

    /**
     * Removes an answer that is in the history. No harm if it comes back: it is recognised there.
     *
     * @throws Problem if it can't be removed
     */
    public void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw problem(file, "is in the history, and can't be removed", e);
        }
    }

    /**
     * Puts a corrupt file out of the runs' way.
     *
     * @return its new name
     * @throws NoSuchFileException if another run has dealt with it
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

    /** Says what is wrong with a file or a folder. */
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
            return "a file of that name is in the way";
        }
        if (e instanceof FileSystemException system && system.getReason() != null) {
            return system.getReason();
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
