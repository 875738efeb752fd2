package dev.balancehistory.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A source is read completely, or the failure is reported. */
class ImportSourceTest {
    @Test
    void concatenatedCompressedFilesAreReadToTheLastThroughAPipe() throws IOException {
        ImportSource source = ImportSources.in(List.of("-")).all().get(0);
        InputStream pipe = new SequenceInputStream(Collections.enumeration(List.of(
                hesitant(compressed("one\n")), hesitant(compressed("two\n")), hesitant(compressed("three\n")))));

        try (InputStream in = source.open(pipe, bytes -> {})) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("one\ntwo\nthree\n");
        }
    }

    private static String read(byte[]... parts) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            file.write(part);
        }
        ImportSource source = ImportSources.in(List.of("-")).all().get(0);
        try (InputStream in = source.open(new ByteArrayInputStream(file.toByteArray()), bytes -> {})) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 100_000})
    void zerosAfterTheLastFileAreIgnored(int zeros) throws IOException {
        assertThat(read(compressed("one\n"), compressed("two\n"), new byte[zeros]))
                .isEqualTo("one\ntwo\n");
    }

    static List<byte[]> noCompressedFiles() throws IOException {
        byte[] damaged = compressed("two\n");
        damaged[1] = 0;
        byte[] later = new byte[200_000];
        later[later.length - 1] = 1;
        return List.of(
                "x".getBytes(StandardCharsets.UTF_8),
                "{\"plain\":\"text\"}\n".repeat(10).getBytes(StandardCharsets.UTF_8),
                damaged,
                Arrays.copyOf(compressed("two\n"), 5),
                Arrays.copyOf(compressed("two\n"), 1),
                later);
    }

    @ParameterizedTest
    @MethodSource("noCompressedFiles")
    void otherBytesAfterACompressedFileAreReported(byte[] behind) throws IOException {
        // Also where the first fills the buffer to its last byte but a few.
        for (int length : new int[] {1, 65_490, 65_500, 65_510, 65_520, 65_530, 200_000}) {
            byte[] first = compressed(noise(length));

            assertThatIOException()
                    .isThrownBy(() -> read(first, behind))
                    .withMessage(
                            "the data behind its first %d bytes is not compressed by gzip, or is damaged",
                            first.length);
            assertThat(read(first, compressed("two\n"))).endsWith("two\n");
        }
    }

    @Test
    void aFileTruncatedWithinItsFirstBytesIsReported() throws IOException {
        byte[] first = compressed("one\n");

        assertThatIOException().isThrownBy(() -> read(Arrays.copyOf(first, 4))).withMessageContaining("truncated");
    }

    /** Text that no compression makes shorter. */
    private static String noise(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
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
            out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        }
        return bytes.toByteArray();
    }
}
