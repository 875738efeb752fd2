package dev.balancehistory.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class ImportSourceTest {
    @Test
    void compressedFilesOneBehindTheOtherAreReadToTheLastThroughAPipe() throws IOException {
        ImportSource source = ImportSource.in(List.of("-")).sources().get(0);
        InputStream pipe = new SequenceInputStream(Collections.enumeration(List.of(
                hesitant(compressed("one\n")), hesitant(compressed("two\n")), hesitant(compressed("three\n")))));

        try (InputStream in = source.open(pipe, bytes -> {})) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("one\ntwo\nthree\n");
        }
    }

    /** As a pipe whose writer is not there yet. */
    private static InputStream hesitant(byte[] bytes) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int available() {
                return 0;
            }
        };
    }

    private static byte[] compressed(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
