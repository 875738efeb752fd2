package dev.balancehistory.importing;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/**
 * Reads concatenated gzip files, and rejects other data after the last one, which the JDK would silently ignore.
 * Trailing zeros, the padding of tapes and block devices, are skipped.
 */
final class CompressedFiles extends GZIPInputStream {
    private static final int BUFFER = 64 << 10;
    private static final int TRAILER = 8;

    private final Stored stored;
    private long filledTo;

    private CompressedFiles(Stored stored) throws IOException {
        super(stored, BUFFER);
        this.stored = stored;
    }

    static InputStream in(InputStream in) throws IOException {
        try {
            return new CompressedFiles(new Stored(in));
        } catch (EOFException e) {
            throw new EOFException("it is truncated within its first bytes");
        }
    }

    @Override
    protected void fill() throws IOException {
        super.fill();
        filledTo = stored.position;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = super.read(bytes, offset, length);
        if (count < 0) {
            // The unused input of the decompressor begins with the trailer.
            long end = filledTo - inf.getRemaining() + TRAILER;
            if (stored.hasMoreThanZeros(end)) {
                throw new IOException(
                        "the data behind its first " + end + " bytes is not compressed by gzip, or is damaged");
            }
        }
        return count;
    }

    /** Counts up to its last byte that is not zero. */
    private static final class Stored extends FilterInputStream {
        private long position;
        private long behindLastOther;

        Stored(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            if (value >= 0) {
                position++;
                behindLastOther = value == 0 ? behindLastOther : position;
            }
            return value;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = super.read(bytes, offset, length);
            int other = Math.max(0, count);
            while (other > 0 && bytes[offset + other - 1] == 0) {
                other--;
            }
            behindLastOther = other == 0 ? behindLastOther : position + other;
            position += Math.max(0, count);
            return count;
        }

        boolean hasMoreThanZeros(long end) throws IOException {
            byte[] rest = new byte[1 << 10];
            int count = 0;
            while (behindLastOther <= end && count >= 0) {
                count = read(rest, 0, rest.length);
            }
            return behindLastOther > end;
        }
    }
}
