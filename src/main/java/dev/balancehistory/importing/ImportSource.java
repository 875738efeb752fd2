package dev.balancehistory.importing;

import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A file or stream of archived responses.
 *
 * @param name the path or name for messages
 * @param file the file; null for standard input
 * @param size the stored size in bytes; 0 if unknown
 */
record ImportSource(String name, @Nullable Path file, long size) {
    private static final int GZIP_MAGIC = 0x8b1f;

    /**
     * Returns a file.
     *
     * @throws Problem if its size is unknown to the system
     */
    static ImportSource of(Path file) {
        try {
            return new ImportSource(file.toString(), file, Files.isRegularFile(file) ? Files.size(file) : 0);
        } catch (IOException e) {
            throw new Problem(Outcome.USAGE, file + " can't be read: " + e.getMessage(), e);
        }
    }

    /**
     * Opens the source, and decompresses it if it is compressed.
     *
     * @param stdin the stream to read if there is no file
     * @param read receives the number of stored bytes read
     */
    InputStream open(InputStream stdin, LongConsumer read) throws IOException {
        InputStream stored = file == null ? stdin : Files.newInputStream(file);
        try {
            BufferedInputStream in = new BufferedInputStream(new Counted(stored, read), 64 << 10);
            in.mark(2);
            int magic = in.read() | in.read() << 8;
            in.reset();
            return magic == GZIP_MAGIC ? CompressedFiles.in(in) : in;
        } catch (IOException e) {
            stored.close();
            throw e;
        }
    }

    private static final class Counted extends FilterInputStream {
        private final LongConsumer read;

        Counted(InputStream in, LongConsumer read) {
            super(in);
            this.read = read;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = super.read(bytes, offset, length);
            read.accept(Math.max(0, count));
            return count;
        }

        /**
         * Returns at least 1: for an empty pipe, {@link CompressedFiles} would take the end of one file for the end of
         * all.
         */
        @Override
        public int available() throws IOException {
            return Math.max(1, super.available());
        }
    }
}
