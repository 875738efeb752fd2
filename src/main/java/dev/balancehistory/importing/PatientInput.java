package dev.balancehistory.importing;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stream that may block without an end, such as a pipe, in a separate thread. A blocked read cannot be
 * interrupted, so that the waiting thread polls whether to continue.
 */
final class PatientInput extends InputStream {
    private static final byte[] END = {};
    private static final long REQUESTED_MILLIS = 100;

    private final BlockingQueue<byte[]> pieces = new ArrayBlockingQueue<>(4);
    private final Runnable waiting;
    private volatile @Nullable IOException failure;
    private byte[] piece = {};
    private int next;
    private boolean ended;

    /**
     * @param waiting called repeatedly while there is no input; an exception ends the wait
     */
    PatientInput(InputStream in, Runnable waiting) {
        this.waiting = waiting;
        Thread reader = new Thread(() -> read(in), "standard-input");
        reader.setDaemon(true);
        reader.start();
    }

    private void read(InputStream in) {
        try {
            byte[] buffer = new byte[64 << 10];
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                if (length > 0) {
                    pieces.put(Arrays.copyOf(buffer, length));
                }
            }
        } catch (IOException e) {
            failure = e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        try {
            pieces.put(END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (next == piece.length && !ended) {
            piece = awaited();
            next = 0;
            ended = piece.length == 0;
        }
        if (ended) {
            if (failure != null) {
                throw failure;
            }
            return -1;
        }
        int count = Math.min(length, piece.length - next);
        System.arraycopy(piece, next, bytes, offset, count);
        next += count;
        return count;
    }

    private byte[] awaited() throws IOException {
        try {
            byte[] came = pieces.poll(REQUESTED_MILLIS, TimeUnit.MILLISECONDS);
            while (came == null) {
                waiting.run();
                came = pieces.poll(REQUESTED_MILLIS, TimeUnit.MILLISECONDS);
            }
            return came;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
