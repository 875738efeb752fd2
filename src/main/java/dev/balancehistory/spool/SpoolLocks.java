package dev.balancehistory.spool;

import dev.balancehistory.balance.Sha256;
import dev.balancehistory.process.AtomicFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Named locks between the processes of one host, while the database that holds them otherwise is out of reach. Each is
 * a byte of one file. The system releases the locks of a process that dies. Safe for many threads.
 */
public final class SpoolLocks implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SpoolLocks.class);

    /** A file can be larger than any disk, but not than some file systems count. */
    private static final int UNUSED_BITS = 16;

    private final @Nullable FileChannel file;
    private volatile boolean reported;

    private SpoolLocks(@Nullable FileChannel file) {
        this.file = file;
    }

    /**
     * Opens the locks in this file, created if it does not exist. An existing file that can't be opened, such as one of
     * another user, keeps nothing apart.
     *
     * @throws IOException if it can't be created
     */
    static SpoolLocks in(Path file) throws IOException {
        try {
            return new SpoolLocks(AtomicFile.openLockFile(file));
        } catch (IOException e) {
            if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                throw e;
            }
            warn(e);
            return new SpoolLocks(null);
        }
    }

    /**
     * Takes a lock without waiting; returns what releases it, or null if another run holds it. On a file system without
     * locks nothing is kept apart, since a fetch must not fail for that.
     */
    public @Nullable Runnable tryTake(String name) {
        if (file == null) {
            return () -> {};
        }
        try {
            FileLock lock = file.tryLock(place(name), 1, false);
            return lock == null ? null : () -> release(lock);
        } catch (OverlappingFileLockException e) {
            // Another run of this process.
            return null;
        } catch (IOException e) {
            if (!reported) {
                reported = true;
                warn(e);
            }
            return () -> {};
        }
    }

    private static void warn(IOException e) {
        log.warn("Concurrent runs may fetch the same account, since the spool has no locks: {}", e.toString());
    }

    private static long place(String name) {
        byte[] hash = Sha256.of(name.getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.wrap(hash).getLong() >>> UNUSED_BITS;
    }

    private static void release(FileLock lock) {
        try {
            lock.release();
        } catch (IOException e) {
            log.debug("A lock was gone before its release", e);
        }
    }

    /** Releases all locks. */
    @Override
    public void close() {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            log.debug("The locks were gone before their release", e);
        }
    }
}
