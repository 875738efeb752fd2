package dev.balancehistory.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.support.CleanProcess;
import dev.balancehistory.support.Patience;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file to download has all that an installation needs, and depends neither on the time nor on the user of the build. */
class ReleaseFileIT {
    private static final Path FILE = Path.of(System.getProperty("release.file")).toAbsolutePath();

    /** The name of its only folder. */
    private static final String FOLDER = FILE.getFileName().toString().replace(".tar.gz", "");

    @Test
    void theFileHasTheProgramTheDocumentsAndTheExamples() throws IOException {
        List<String> names = entries().stream()
                .filter(entry -> !entry.isDirectory())
                .map(TarArchiveEntry::getName)
                .toList();

        assertThat(names).allMatch(name -> name.startsWith(FOLDER + "/")).doesNotHaveDuplicates();
        assertThat(names.stream()
                        .map(name -> name.split("/")[1])
                        .filter(name -> !name.endsWith(".md"))
                        .distinct())
                .containsExactlyInAnyOrder("LICENSE", "balance-history.jar", "bin", "db", "deploy", "docs", "lib");
        assertThat(names)
                .contains(FOLDER + "/README.md", FOLDER + "/README.ko.md")
                .contains(FOLDER + "/bin/balance-history", FOLDER + "/db/roles.sql", FOLDER + "/db/citus.sql");
        for (String folder : List.of("deploy", "docs")) {
            assertThat(below(names, FOLDER + "/" + folder)).isEqualTo(below(files(Path.of(folder)), folder));
        }
        assertThat(below(names, FOLDER + "/lib"))
                .hasSizeGreaterThan(20)
                .isEqualTo(below(files(Release.folder()), Release.folder() + "/lib"));
    }

    @Test
    void theFileIsTheSameForEachBuild() throws IOException {
        assertThat(entries())
                .allSatisfy(entry -> assertThat(entry.getLongUserId() + " " + entry.getLongGroupId() + " "
                                + entry.getUserName() + " " + entry.getGroupName() + " "
                                + entry.getLastModifiedTime().toInstant())
                        .as(entry.getName())
                        .isEqualTo("0 0 root root " + Instant.parse("2026-01-01T00:00:00Z")));
        assertThat(entries())
                .filteredOn(entry -> entry.getMode() % 01000 == 0755)
                .extracting(TarArchiveEntry::getName)
                .contains(FOLDER + "/bin/balance-history")
                .allMatch(name -> name.endsWith("/") || name.endsWith("/bin/balance-history"));
    }

    @Test
    void theProgramStartsFromTheUnpackedFolder(@TempDir Path folder) throws IOException {
        run(folder, "tar", "-xzf", FILE.toString());

        String version = run(folder, FOLDER + "/bin/balance-history", "--version");

        assertThat(version).startsWith(FOLDER.replaceFirst("balance-history-", "balance-history ") + ", Java ");
    }

    @Test
    void theDocumentsNameTheFile() throws IOException {
        for (String page : List.of("README.md", "README.ko.md", "docs/install-database.md", "CONTRIBUTING.md")) {
            assertThat(Files.readString(Path.of(page))).as(page).contains(FOLDER + ".tar.gz");
        }
    }

    private static String run(Path folder, String... command) throws IOException {
        Path output = folder.resolve("output");
        Process process = CleanProcess.of(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(Patience.untilEnd(process)).as(Files.readString(output)).isZero();
        return Files.readString(output);
    }

    private static List<TarArchiveEntry> entries() throws IOException {
        List<TarArchiveEntry> entries = new ArrayList<>();
        try (InputStream file = new BufferedInputStream(Files.newInputStream(FILE));
                TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(file))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                entries.add(entry);
            }
        }
        return entries;
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).map(Path::toString).toList();
        }
    }

    /** Returns the names below the folder, in order. */
    private static List<String> below(List<String> names, String folder) {
        return names.stream()
                .filter(name -> name.startsWith(folder + "/"))
                .map(name -> name.substring(folder.length()))
                .sorted()
                .toList();
    }
}
