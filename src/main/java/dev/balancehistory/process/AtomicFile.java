package dev.balancehistory.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;

/** Files that appear complete under their name or not at all, and that survive a power failure. */
public final class AtomicFile {
    private AtomicFile() {}

    /** Creates a hard link; a test replaces it by one that fails. */
    @FunctionalInterface
    interface Link {
        void create(Path name, Path file) throws IOException;
    }

    /**
     * Writes a file for its owner alone, and its folder if it does not exist.
     *
     * @param part the name of the file until it is complete, which must not exist
     */
    public static void write(Path file, Path part, byte[] content) throws IOException {
        Path folder = folderOf(file);
        createFolder(folder);
        // Fails if the name exists, even as a broken link.
        try (FileChannel channel = FileChannel.open(
                part, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), only("rw-------"))) {
            try {
                ByteBuffer rest = ByteBuffer.wrap(content);
                while (rest.hasRemaining()) {
                    channel.write(rest);
                }
                channel.force(true);
                rename(part, file, true);
            } catch (IOException e) {
                discard(part, e);
                throw e;
            }
        }
    }

    /**
     * Gives a complete file its name. The name is on the disk when this returns.
     *
     * @param part the file, in the folder of the target
     * @throws FileAlreadyExistsException if the target exists and must not be replaced
     */
    public static void rename(Path part, Path target, boolean overwrite) throws IOException {
        if (overwrite) {
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } else {
            renameWithoutReplacing(part, target, Files::createLink);
        }
        sync(folderOf(target));
    }

    /** Uses a link, since a move would replace a file that was created meanwhile. */
    static void renameWithoutReplacing(Path part, Path target, Link link) throws IOException {
        try {
            link.create(target, part);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException e) {
            // Some volumes have no links. This move fails on an existing target, but not atomically.
            try {
                Files.move(part, target);
            } catch (IOException moving) {
                moving.addSuppressed(e);
                throw moving;
            }
        }
    }

    /** Creates a folder for its owner alone, unless it exists. Its name is on the disk when this returns. */
    public static void createFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, only("rwx------"));
            sync(folderOf(folder));
        }
    }

    /** Opens a file to be locked, created for its owner alone if it does not exist. */
    public static FileChannel openLockFile(Path file) throws IOException {
        createFolder(folderOf(file));
        return FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                only("rw-------"));
    }

    private static Path folderOf(Path file) {
        return Objects.requireNonNullElse(file.toAbsolutePath().getParent(), file.toAbsolutePath());
    }

    private static FileAttribute<Set<PosixFilePermission>> only(String permissions) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    }

    /** Writes the names in a folder to the disk. */
    private static void sync(Path folder) throws IOException {
        try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        }
    }

    private static void discard(Path part, IOException cause) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }
}
