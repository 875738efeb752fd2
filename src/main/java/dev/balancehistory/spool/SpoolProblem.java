package dev.balancehistory.spool;

import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Printable;
import dev.balancehistory.process.Problem;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** Describes a failure of the file system in the spool. */
public final class SpoolProblem {
    private SpoolProblem() {}

    /**
     * Returns the problem of a file or a folder.
     *
     * @param what the failed operation, such as {@code can't be read}
     * @param e the cause, which the message names
     */
    public static Problem of(Path file, String what, Exception e) {
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
        return Printable.message(e, 200);
    }
}
