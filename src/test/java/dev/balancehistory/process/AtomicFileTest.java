package dev.balancehistory.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.balancehistory.process.AtomicFile.Link;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A file gets its name complete, and replaces no other where it must not. */
class AtomicFileTest {
    @TempDir
    private Path folder;

    /** As Linux reports it for FAT, and as a file system written in Java does. */
    static List<Link> withoutLinks() {
        return List.of(
                (name, file) -> {
                    throw new FileSystemException(name.toString(), file.toString(), "Operation not permitted");
                },
                (name, file) -> {
                    throw new UnsupportedOperationException();
                });
    }

    @ParameterizedTest
    @MethodSource("withoutLinks")
    void withoutLinksAFileIsMovedAndReplacesNoOther(Link rejected) throws IOException {
        Path part = Files.writeString(folder.resolve("part"), "ours");
        Path file = folder.resolve("x.csv");

        AtomicFile.renameWithoutReplacing(part, file, rejected);
        assertThat(file).hasContent("ours");
        assertThat(part).doesNotExist();

        Files.writeString(part, "later");
        assertThatExceptionOfType(FileAlreadyExistsException.class)
                .isThrownBy(() -> AtomicFile.renameWithoutReplacing(part, file, rejected))
                .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
        assertThat(file).hasContent("ours");
    }
}
