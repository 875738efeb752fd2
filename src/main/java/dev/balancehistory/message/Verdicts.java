package dev.balancehistory.message;

import dev.balancehistory.process.AtomicFile;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Printable;
import dev.balancehistory.process.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The verdict of the last run of each job, in a file for each beside the spool's: the database may be what fails.
 *
 * @param folder the folder of the files
 */
record Verdicts(Path folder) {
    private static final int LONGEST_FILE = 100;
    private static final int NAME_BYTES = 8;
    private static final int LONGEST_REASON = 600;

    /** The verdict on a run. */
    enum Verdict {
        /** No run is known. */
        NONE,
        /** Exit code 0. */
        OK,
        /** Another exit code. */
        FAILED;

        static Verdict of(String word) {
            return word.equals(OK.toString()) ? OK : word.equals(FAILED.toString()) ? FAILED : NONE;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The last verdict of a job.
     *
     * @param previous the verdict before it
     * @param pending whether the notification of the change is not delivered yet
     */
    record Last(Verdict verdict, Verdict previous, boolean pending) {
        static final Last UNKNOWN = new Last(Verdict.NONE, Verdict.NONE, false);
    }

    /** Returns the last verdict. A malformed file counts as none; one that can't be read is a {@link Problem}. */
    Last last(String job) {
        byte[] content;
        try (var in = Files.newInputStream(file(job), LinkOption.NOFOLLOW_LINKS)) {
            content = in.readNBytes(LONGEST_FILE);
        } catch (NoSuchFileException e) {
            return Last.UNKNOWN;
        } catch (IOException e) {
            throw problem("read", e);
        }
        String[] words = new String(content, StandardCharsets.UTF_8).strip().split(" ", 4);
        return words.length == 3
                ? new Last(Verdict.of(words[0]), Verdict.of(words[1]), words[2].equals("pending"))
                : Last.UNKNOWN;
    }

    /** Replaces the last verdict. A file that can't be written is a {@link Problem}. */
    void store(String job, Last last) {
        Path file = file(job);
        // Of an ending that was unknown to the spool, which takes others for responses.
        Path part = file.resolveSibling(file.getFileName() + ".tmp");
        String text = last.verdict() + " " + last.previous() + " " + (last.pending() ? "pending" : "sent") + "\n";
        try {
            Files.deleteIfExists(part);
            AtomicFile.write(file, part, text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw problem("written", e);
        }
    }

    private Problem problem(String what, IOException e) {
        return new Problem(
                Outcome.CANNOT_WRITE,
                "the last verdict can't be " + what + " in " + folder + " (recorder.spool-dir): "
                        + Printable.text(e.toString(), LONGEST_REASON));
    }

    /** Returns the file of a job, whose name may have characters that a file name can't have. */
    private Path file(String job) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(job.getBytes(StandardCharsets.UTF_8));
            return folder.resolve(".verdict-" + HexFormat.of().formatHex(hash, 0, NAME_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
