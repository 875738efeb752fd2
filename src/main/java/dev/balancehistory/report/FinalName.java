package dev.balancehistory.report;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Gives a file that is whole its name. */
final class FinalName {
    private FinalName() {}

    /** What gives a file a second name. */
    interface Link {
        void create(Path name, Path file) throws IOException;
    }

    /** The name is on the disk, as the content is, when this returns. */
    static void give(Path part, Path target, boolean overwrite) throws IOException {
        if (overwrite) {
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } else {
            withoutReplacing(part, target, Files::createLink);
        }
        Path folder = target.toAbsolutePath().getParent();
        if (folder != null) {
            try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
                names.force(true);
            }
        }
    }

    /** Does not replace what has come there meanwhile, which a move would. */
    static void withoutReplacing(Path part, Path target, Link link) throws IOException {
        try {
            link.create(target, part);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException e) {
            // Some volumes have no links. The second best looks, and then moves: what comes between is replaced.
            try {
                Files.move(part, target);
            } catch (IOException moving) {
                moving.addSuppressed(e);
                throw moving;
            }
        }
    }
}
