package dev.balancehistory.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.support.CleanProcess;
import dev.balancehistory.support.Patience;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The release folder starts with its archive, and starts just as well without one that fits. */
class ReleaseIT {
    private static final String JAVA_HOME = System.getProperty("java.home");

    private static final String FROM_ARCHIVE = "dev.balancehistory.cli.BalanceHistory source: shared objects file";

    @TempDir
    private Path folder;

    private Path log;
    private Path archives;

    @BeforeEach
    void prepare() {
        log = folder.resolve("jvm.log");
        archives = folder.resolve("archives");
    }

    /** How a start ended. */
    private record Ended(int code, String out, String err) {}

    /** The kinds of damage of an archive. */
    enum Damage {
        CUT,
        EMPTY,
        GARBAGE;

        byte[] of(byte[] archive) {
            return switch (this) {
                case CUT -> Arrays.copyOf(archive, archive.length / 3);
                case EMPTY -> new byte[0];
                case GARBAGE -> "not an archive".repeat(archive.length / 14).getBytes(StandardCharsets.US_ASCII);
            };
        }
    }

    @Test
    void theProgramLoadsItsClassesFromTheArchive() throws Exception {
        assertThat(start(Release.command(), Map.of()).code()).isZero();

        assertThat(Files.readString(log)).contains(FROM_ARCHIVE);
    }

    @Test
    void theProgramStartsThroughALinkOnThePath() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("balance-history"), Path.of(Release.command()));

        assertThat(start(link.toString(), Map.of()).out()).startsWith("balance-history ");

        assertThat(Files.readString(log)).contains(FROM_ARCHIVE);
    }

    @ParameterizedTest
    @EnumSource
    void aDamagedArchiveIsNotUsed(Damage damage) throws Exception {
        Path archive = archive();
        Files.createDirectories(archives);
        byte[] damaged = damage.of(Files.readAllBytes(archive));
        // Once under its own name and once under one with the new size.
        String size = String.valueOf(Files.size(archive));
        for (String name : List.of(
                archive.getFileName().toString(),
                archive.getFileName().toString().replace(size, String.valueOf(damaged.length)))) {
            Files.write(archives.resolve(name), damaged);
            if (damage == Damage.CUT && !name.contains(size)) {
                Files.delete(archives.resolve(name));
            }
        }

        Ended ended = start(Release.command(), Map.of("BALANCE_HISTORY_ARCHIVES", archives.toString()));

        assertThat(ended.code()).isZero();
        assertThat(ended.out()).startsWith("balance-history ");
        assertThat(ended.err()).isEmpty();
    }

    @Test
    void anArchiveOfAnotherProgramOrPlaceIsNotUsed() throws Exception {
        Path copy = copyOfTheRelease();
        String command = copy.resolve("bin/balance-history").toString();
        assertThat(start(command, Map.of()).code()).isZero();
        assertThat(Files.readString(log)).as("elsewhere").doesNotContain(FROM_ARCHIVE);

        Train.main(new String[] {copy.toString()});
        start(command, Map.of());
        assertThat(Files.readString(log)).as("trained").contains(FROM_ARCHIVE);

        try (FileSystem jar = FileSystems.newFileSystem(copy.resolve("balance-history.jar"))) {
            Files.writeString(jar.getPath("new.txt"), "another build");
        }
        assertThat(start(command, Map.of()).code()).isZero();
        assertThat(Files.readString(log)).as("with another jar").doesNotContain(FROM_ARCHIVE);
    }

    @Test
    void theProgramStartsInAReadOnlyFolder() throws Exception {
        Path copy = copyOfTheRelease();
        try (Stream<Path> files = Files.walk(copy)) {
            for (Path path : files.toList()) {
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("r-xr-xr-x"));
            }
        }

        assertThat(start(copy.resolve("bin/balance-history").toString(), Map.of())
                        .code())
                .isZero();

        try (Stream<Path> files = Files.walk(copy)) {
            for (Path path : files.toList()) {
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
    }

    @Test
    void aMissingJavaIsReported() throws Exception {
        Ended ended = start(Release.command(), Map.of("JAVA_HOME", "", "PATH", folder.toString()));

        assertThat(ended.code()).isEqualTo(78);
        assertThat(ended.err()).contains("there is no Java");
    }

    @Test
    void aJavaHomeWithoutJavaIsReported() throws Exception {
        // A folder is executable too.
        Files.createDirectories(folder.resolve("jdk/bin/java"));
        for (Path home : List.of(folder.resolve("nowhere"), folder.resolve("jdk"))) {
            Ended ended = start(Release.command(), Map.of("JAVA_HOME", home.toString()));

            assertThat(ended.code()).isEqualTo(78);
            assertThat(ended.err())
                    .startsWith("balance-history: JAVA_HOME=" + home + " holds no bin/java")
                    .hasLineCount(1);
        }
    }

    private static Path archive() throws IOException {
        String kind = Runtime.version().feature() >= 25 ? ".aot" : ".jsa";
        try (Stream<Path> files = Files.list(Release.folder().resolve("archive"))) {
            return files.filter(file -> file.toString().endsWith(kind))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private Path copyOfTheRelease() throws IOException {
        Path copy = folder.resolve("copy");
        try (Stream<Path> files = Files.walk(Release.folder())) {
            for (Path file : files.toList()) {
                Files.copy(
                        file,
                        copy.resolve(Release.folder().relativize(file).toString()),
                        StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        return copy;
    }

    private Ended start(String command, Map<String, String> environment) throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder process = CleanProcess.of("/bin/sh", command, "--version")
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        process.environment().put("JAVA_HOME", JAVA_HOME);
        process.environment().put("JAVA_OPTS", "-Xlog:class+load:file=" + log);
        process.environment().putAll(environment);
        int code = Patience.untilEnd(process.start());
        return new Ended(code, Files.readString(out), Files.readString(err));
    }
}
