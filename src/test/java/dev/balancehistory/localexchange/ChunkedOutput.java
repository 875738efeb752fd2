package dev.balancehistory.localexchange;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** HTTP's chunked transfer coding: each write is a chunk, so write in pieces worth one. */
final class ChunkedOutput extends FilterOutputStream {

    private static final byte[] LINE_END = {'\r', '\n'};

    private boolean ended;

    ChunkedOutput(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (length > 0) {
            out.write(Integer.toHexString(length).getBytes(US_ASCII));
            out.write(LINE_END);
            out.write(bytes, offset, length);
            out.write(LINE_END);
        }
    }

    @Override
    public void close() throws IOException {
        if (!ended) {
            ended = true;
            out.write("0\r\n\r\n".getBytes(US_ASCII));
            out.flush();
        }
    }
}
