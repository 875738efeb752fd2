package dev.balancehistory.doctor;

import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import dev.balancehistory.settings.RecorderSettings;
import dev.balancehistory.spool.Spool;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.springframework.util.unit.DataSize;

/** Checks the folder of the spool: its rights, its free space, and the responses that wait in it. */
final class SpoolExamination {
    private static final String SPOOL = "recorder.spool-dir";

    /** The number of largest responses that the spool must have room for: a short outage of the database. */
    private static final int RESPONSES = 4;

    private SpoolExamination() {}

    /**
     * Returns the finding.
     *
     * @param contents reads the content of the spool; not used if the folder does not exist
     */
    static Finding of(RecorderSettings settings, Supplier<Spool.Contents> contents) {
        Path folder = Path.of(settings.spoolDir()).toAbsolutePath();
        Path existing = folder;
        while (existing.getParent() != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        if (!isWritable(existing)) {
            return unwritable(folder
                    + (existing.equals(folder) ? " is not a writable folder" : " does not exist and can't be created"));
        }
        try {
            FileStore store = Files.getFileStore(existing);
            // A file system without a size reports no free space either.
            long free = store.getTotalSpace() == 0 ? Long.MAX_VALUE : store.getUsableSpace();
            DataSize needed = DataSize.ofBytes(
                    RESPONSES * settings.http().maxResponseBytes().toBytes());
            return existing.equals(folder) || free < needed.toBytes()
                    ? waiting(folder, Problem.in(contents), free, needed)
                    : Finding.ok("spool", folder + " is created when it is needed");
        } catch (IOException | Problem e) {
            return unwritable(folder + " can't be read");
        }
    }

    /** Returns whether a file can be created. The rights alone prove nothing: the administrator has them under /proc. */
    private static boolean isWritable(Path folder) {
        try {
            Files.delete(Files.createTempFile(folder, ".doctor", ".test"));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Returns the finding about a writable folder. */
    static Finding waiting(Path folder, Spool.Contents contents, long free, DataSize needed) {
        String detail = folder + ": " + contents.waiting() + " responses wait, " + contents.setAside() + " corrupt";
        if (free < needed.toBytes()) {
            return Finding.fail(
                    Outcome.CANNOT_WRITE,
                    "spool",
                    detail + "; " + DataSize.ofBytes(free).toKilobytes() + " KB are free, a few responses may need "
                            + needed.toKilobytes() + " KB",
                    "free some space, or set another folder in " + SPOOL);
        }
        if (contents.nearlyFull()) {
            String used = detail + "; " + contents.percent() + " % of recorder.spool-limit are used";
            String advice = "bring the database back, or raise recorder.spool-limit";
            return contents.bytes() < contents.limit()
                    ? Finding.warn("spool", used, advice)
                    : Finding.fail(Outcome.CANNOT_WRITE, "spool", used, advice);
        }
        if (contents.setAside() > 0) {
            return Finding.warn(
                    "spool", detail, "examine the files that end in .corrupt, then move them to another folder");
        }
        return contents.waiting() > 0
                ? Finding.warn("spool", detail, "the next 'balance-history record' archives them")
                : Finding.ok("spool", detail);
    }

    private static Finding unwritable(String detail) {
        return Finding.fail(
                Outcome.CANNOT_WRITE, "spool", detail, "set " + SPOOL + " to a folder that this user can write");
    }
}
