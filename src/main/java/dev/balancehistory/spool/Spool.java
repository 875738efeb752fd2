package dev.balancehistory.spool;

import dev.balancehistory.process.AtomicFile;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import dev.balancehistory.spool.SpooledResponse.Corrupt;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The folder of responses that the database could not store ({@code recorder.spool-dir}). A file appears completely or
 * not at all, and only its owner can read it. Safe for many threads and processes.
 */
public final class Spool {
    private static final String LOCK = ".lock";

    private final Path folder;
    private final long limit;
    private final SpoolFolder listing;
    private final SpoolSize size;

    /**
     * @param folder the folder, created when it is needed
     * @param limit the most bytes that its files may have
     */
    public Spool(Path folder, long limit, InstantSource clock) {
        this.folder = folder;
        this.limit = limit;
        this.listing = new SpoolFolder(folder, clock);
        this.size = new SpoolSize(listing::readableBytes, System::nanoTime);
    }

    /**
     * The content of the spool.
     *
     * @param waiting the number of responses that the next run of their accounts archives
     * @param setAside the number of corrupt files, left for examination
     * @param bytes the size of all its files
     * @param limit the most bytes that they may have
     */
    public record Contents(int waiting, int setAside, long bytes, long limit) {
        private static final int HIGH = 80;

        /** Returns the used part of the limit, in percent. */
        public long percent() {
            return Math.round(100.0 * bytes / limit);
        }

        /** Returns whether the spool will be full soon. */
        public boolean nearlyFull() {
            return percent() >= HIGH;
        }
    }

    /** Returns the folder. */
    public Path folder() {
        return folder;
    }

    /**
     * Returns the content; empty if the folder does not exist.
     *
     * @throws Problem if it can't be read
     */
    public Contents contents() {
        List<Path> files = listing.files();
        return new Contents(listing.waiting(files).size(), SpoolFolder.corrupt(files), SpoolFolder.bytes(files), limit);
    }

    /**
     * Returns the files with responses, oldest first.
     *
     * @throws Problem if the folder can't be read
     */
    public List<Path> waiting() {
        return listing.waiting(listing.files());
    }

    /** Returns the waiting files that this program has named, oldest first. */
    public List<SpoolFile> named() {
        List<SpoolFile> named = new ArrayList<>();
        for (Path file : waiting()) {
            SpoolFile facts = SpoolFile.of(file);
            if (facts != null) {
                named.add(facts);
            }
        }
        return named;
    }

    /**
     * Opens the locks of the runs that have no database.
     *
     * @throws Problem if the folder can't be written
     */
    public SpoolLocks locks() {
        try {
            return SpoolLocks.in(folder.resolve(LOCK));
        } catch (IOException e) {
            throw SpoolProblem.of(folder, "can't be written", e);
        }
    }

    /**
     * Stores a response; returns its file when that is on the disk.
     *
     * @throws Problem if it can't be written, or the spool is full
     */
    public Path store(SpooledResponse response) {
        byte[] content = response.toBytes();
        if (!size.add(content.length, limit)) {
            throw new Problem(
                    Outcome.CANNOT_WRITE,
                    "spool: " + folder
                            + " is full (recorder.spool-limit). Bring the database back, or raise the limit");
        }
        String name = SpoolFile.newName(response);
        Path file = folder.resolve(name + SpoolFile.RESPONSE);
        try {
            AtomicFile.write(file, folder.resolve(name + SpoolFile.PART), content);
            return file;
        } catch (IOException e) {
            size.changed();
            throw SpoolProblem.of(folder, "can't be written", e);
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
     * Reads a response for the archive. A corrupt file is renamed, so that runs ignore it.
     *
     * @return the response; null if another run has archived it
     * @throws Problem if the file is corrupt or can't be read
     */
    public @Nullable SpooledResponse readOrSetAside(Path file) {
        try {
            try {
                return read(file);
            } catch (Corrupt e) {
                throw new Problem(
                        Outcome.DATA_ERROR,
                        "spool: " + file + " is corrupt (" + e.getMessage() + ") and was renamed to "
                                + setAside(file).getFileName() + ": nothing of it was recorded",
                        e);
            }
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            throw SpoolProblem.of(file, "can't be read", e);
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
            size.changed();
        } catch (IOException e) {
            throw SpoolProblem.of(file, "is archived, and can't be deleted", e);
        }
    }

    /**
     * Renames a corrupt file; returns its new name.
     *
     * @throws NoSuchFileException if another run has archived or renamed it
     */
    Path setAside(Path file) throws NoSuchFileException {
        Path aside = file.resolveSibling(file.getFileName() + SpoolFolder.CORRUPT);
        try {
            return Files.move(file, aside);
        } catch (NoSuchFileException e) {
            throw e;
        } catch (IOException e) {
            throw SpoolProblem.of(file, "is corrupt, and can't be renamed", e);
        }
    }
}
