package dev.balancehistory.spool;

import dev.balancehistory.balance.Sha256;
import dev.balancehistory.process.AtomicFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
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

    private final FileChannel file;

    SpoolLocks(FileChannel file) {
        this.file = file;
    }

    static SpoolLocks in(Path file) throws IOException {
        return new SpoolLocks(AtomicFile.openLockFile(file));
    }

    /**
     * Takes a lock without waiting; returns what releases it, or null if another run holds it. On a file system without
     * locks nothing is kept apart, since a fetch must not fail for that.
     */
    public @Nullable Runnable tryTake(String name) {
        try {
            FileLock lock = file.tryLock(place(name), 1, false);
            return lock == null ? null : () -> release(lock);
        } catch (OverlappingFileLockException e) {
            // Another run of this process.
            return null;
        } catch (IOException e) {
            log.warn(
                    "Runs at once are not kept apart, since the file system of the spool has no locks: {}",
                    e.toString());
            return () -> {};
        }
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
            file.close();
        } catch (IOException e) {
            log.debug("The locks were gone before their release", e);
        }
    }
}
