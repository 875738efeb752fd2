package dev.balancehistory.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.balancehistory.process.Output.Content;
import dev.balancehistory.support.CleanProcess;
import dev.balancehistory.support.Patience;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file appears whole under its name or not at all. */
class OutputTest {
    private static final byte[] LARGE = "0123456789\n".repeat(100_000).getBytes(UTF_8);

    @TempDir
    private Path folder;

    private static Content<Integer> text(String text) {
        return out -> {
            out.write(text.getBytes(UTF_8));
            return text.length();
        };
    }

    private static void fails(Outcome outcome, String message, ThrowingCallable action) {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(action)
                .satisfies(e -> assertThat(e.outcome()).isEqualTo(outcome))
                .withMessageContaining(message);
    }

    @Test
    void aFileExistsOnlyAfterAllIsWritten() {
        Path file = folder.resolve("x.csv");

        int length = Output.to(file, false).write(out -> {
            out.write(LARGE);
            assertThat(file).doesNotExist();
            return LARGE.length;
        });

        assertThat(length).isEqualTo(LARGE.length);
        assertThat(file).hasBinaryContent(LARGE);
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @ParameterizedTest
    @Tag("F2")
    @ValueSource(booleans = {false, true})
    void theWrittenFileIsRenamedAndNotCopied(boolean overwrite) throws IOException {
        Path file = folder.resolve("x.csv");
        if (overwrite) {
            Files.writeString(file, "old");
        }

        Object written = Output.to(file, overwrite).write(out -> {
            try (Stream<Path> files = Files.list(folder)) {
                return key(files.filter(part -> part.toString().endsWith(".part"))
                        .findFirst()
                        .orElseThrow());
            }
        });

        assertThat(key(file)).isEqualTo(written);
    }

    private static Object key(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    /** The flight recorder sees what is forced to the disk; a loss of power can't be tried. */
    @ParameterizedTest
    @Tag("F2")
    @ValueSource(booleans = {false, true})
    void theFileAndItsNameAreForcedToTheDisk(boolean overwrite, @TempDir Path elsewhere) throws IOException {
        Path recorded = elsewhere.resolve("forced.jfr");
        try (Recording recording = new Recording()) {
            recording.enable("jdk.FileForce").withoutThreshold();
            recording.start();
            Output.to(folder.resolve("x.csv"), overwrite).write(text("x"));
            recording.stop();
            recording.dump(recorded);
        }

        assertThat(RecordingFile.readAllEvents(recorded))
                .extracting(event -> event.getString("path"))
                .filteredOn(path -> path.startsWith(folder.toString()))
                .satisfiesExactly(
                        content -> assertThat(content).startsWith(folder + "/").endsWith(".part"),
                        names -> assertThat(names).isEqualTo(folder.toString()));
    }

    @Test
    @Tag("F3")
    void anExistingFileStaysUnlessItIsToBeReplaced() throws IOException {
        Path file = Files.writeString(folder.resolve("x.csv"), "old");

        fails(
                Outcome.CANNOT_CREATE,
                file + " exists: name another file, or use --overwrite",
                () -> Output.to(file, false));
        assertThat(file).hasContent("old");

        Output.to(file, true).write(out -> {
            out.write(LARGE);
            assertThat(file).hasContent("old");
            return 0;
        });
        assertThat(file).hasBinaryContent(LARGE);
    }

    @Test
    @Tag("F3")
    void aPathThatCannotBeAFileIsReported() throws IOException {
        Path file = Files.createFile(folder.resolve("x.csv"));

        fails(Outcome.CANNOT_CREATE, folder + " is a directory: name a file in it", () -> Output.to(folder, true));
        fails(
                Outcome.CANNOT_CREATE,
                "there is no such directory",
                () -> Output.to(folder.resolve("no/x.csv"), true).write(text("new")));
        fails(
                Outcome.CANNOT_CREATE,
                file + "/y.csv can't be created: ",
                () -> Output.to(file.resolve("y.csv"), false).write(text("new")));
        assertThat(file).isEmptyFile();
    }

    @ParameterizedTest
    @Tag("F1")
    @ValueSource(booleans = {true, false})
    void contentThatFailsLeavesNoFile(boolean old) throws IOException {
        Path file = folder.resolve("x.csv");
        if (old) {
            Files.writeString(file, "old");
        }

        fails(
                Outcome.CANNOT_WRITE,
                "x.csv can't be written: the disk is gone",
                () -> Output.to(file, old).write(out -> {
                    out.write(LARGE);
                    throw new IOException("the disk is gone");
                }));
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> Output.to(file, old).write(out -> {
                    out.write(LARGE);
                    throw new IllegalStateException("the database is gone");
                }))
                .withMessage("the database is gone");

        if (old) {
            assertThat(file).hasContent("old");
        }
        assertThat(folder.toFile().list()).hasSize(old ? 1 : 0);
    }

    @Test
    void aFileThatAppearsMeanwhileStays() {
        Path file = folder.resolve("x.csv");

        fails(
                Outcome.CANNOT_CREATE,
                file + " exists",
                () -> Output.to(file, false).write(out -> {
                    Files.writeString(file, "theirs");
                    return text("ours").writeTo(out);
                }));

        assertThat(file).hasContent("theirs");
        assertThat(folder.toFile().list()).containsExactly("x.csv");
    }

    /** In a container every process has the same number. */
    @Test
    @Tag("F2")
    void aTemporaryFileOfAKilledExportIsReplaced() throws IOException {
        Path file = folder.resolve("x.csv");
        Path left = folder.resolve(".x.csv." + ProcessHandle.current().pid() + ".part");
        Files.writeString(left, "half");

        Output.to(file, false).write(text("whole"));

        assertThat(file).hasContent("whole");
    }

    @Test
    @Tag("F3")
    void oneOfTwoConcurrentExportsCreatesTheFile() {
        Path file = folder.resolve("x.csv");

        fails(
                Outcome.CANNOT_CREATE,
                file + " exists",
                () -> Output.to(file, false).write(out -> {
                    Output.to(file, false).write(text("first"));
                    return text("second").writeTo(out);
                }));

        assertThat(file).hasContent("first");
    }

    @Test
    void aNameWithGzIsCompressed() throws IOException {
        Path file = folder.resolve("x.csv.gz");

        Output.to(file, false).write(out -> {
            out.write(LARGE);
            return 0;
        });

        assertThat(file.toFile().length()).isLessThan(LARGE.length / 10);
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            assertThat(in.readAllBytes()).isEqualTo(LARGE);
        }
    }

    @Test
    void aStreamStaysOpen() {
        boolean[] closed = {false};
        ByteArrayOutputStream stream = new ByteArrayOutputStream() {
            @Override
            public void close() {
                closed[0] = true;
            }
        };

        Output.to(stream).write(text("all"));

        assertThat(stream.toString(UTF_8)).isEqualTo("all");
        assertThat(closed[0]).isFalse();
    }

    @Test
    @Tag("F4")
    void aClosedPipeIsNotAFailure() {
        OutputStream pipe = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };

        fails(
                Outcome.BROKEN_PIPE,
                "is closed: broken pipe",
                () -> Output.to(pipe).write(text("all")));
    }

    /** A program that never ends its output. */
    static final class Endless {
        public static void main(String[] args) {
            Output.to(Path.of(args[0]), false).write(out -> {
                out.write(LARGE);
                System.out.println("begun");
                while (true) {
                    LockSupport.park();
                }
            });
        }
    }

    @Test
    void aStoppedProcessLeavesNoPartOfAFile() throws Exception {
        Process endless = CleanProcess.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Endless.class.getName(),
                        folder.resolve("report.csv").toString())
                .start();
        assertThat(endless.inputReader(UTF_8).readLine()).isEqualTo("begun");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
        endless.destroy();
        assertThat(Patience.untilEnd(endless)).isEqualTo(143);

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    @Tag("F1")
    @EnabledOnOs(OS.LINUX)
    void aFullDiskIsReported() {
        Path full = Path.of("/dev/full");

        fails(
                Outcome.CANNOT_WRITE,
                "No space left on device",
                () -> Output.to(full, false).write(text("little")));
        fails(
                Outcome.CANNOT_WRITE,
                "No space left on device",
                () -> Output.to(full, true).write(out -> {
                    out.write(LARGE);
                    return 0;
                }));
        fails(
                Outcome.CANNOT_WRITE,
                "No space left on device",
                () -> Output.to(full, true).write(out -> {
                    CsvWriter csv = CsvWriter.builder().build(new OutputStreamWriter(out, UTF_8));
                    for (int i = 0; i < LARGE.length; i++) {
                        csv.writeRecord("main", "BTC");
                    }
                    return 0;
                }));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aDeviceOrAPipeIsWrittenDirectly() throws Exception {
        Output.to(Path.of("/dev/null"), false).write(text("all"));

        Path pipe = folder.resolve("pipe");
        assertThat(CleanProcess.of("mkfifo", pipe.toString()).start().waitFor()).isZero();
        CompletableFuture<String> read = CompletableFuture.supplyAsync(() -> {
            try {
                return Files.readString(pipe);
            } catch (IOException e) {
                return e.toString();
            }
        });
        Output.to(pipe, false).write(text("all"));

        assertThat(read.get()).isEqualTo("all");
        assertThat(folder.toFile().list()).containsExactly("pipe");
    }
}
