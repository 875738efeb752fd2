package dev.balancehistory.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.support.CleanProcess;
import dev.balancehistory.support.Patience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher does the same whatever the caller's shell, folder and variables are. A script stands for Java. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
    /** Prints the charset of the locale, and each argument on a line. */
    private static final String JAVA = """
            #!/bin/sh
            if [ -n "${JAVA_ENDS_WITH-}" ]; then exit "$JAVA_ENDS_WITH"; fi
            echo "charset $(locale charmap 2>/dev/null)"
            for word; do
              echo "$word"
              case $word in
                -XX:ArchiveClassesAtExit=* | -XX:AOTCacheOutput=*) echo archive >"${word#*=}" ;;
              esac
            done
            """;

    @TempDir
    private Path temporary;

    private Path folder;
    private Path jdk;

    @BeforeEach
    void unpack() throws IOException {
        // A path with blanks.
        folder = temporary.resolve("balance history");
        jdk = temporary.resolve("j d k");
        Files.createDirectories(folder.resolve("bin"));
        Files.createDirectories(folder.resolve("lib"));
        Files.createDirectories(jdk.resolve("bin"));
        Files.copy(
                Path.of("src/main/bin/balance-history"),
                folder.resolve("bin/balance-history"),
                StandardCopyOption.COPY_ATTRIBUTES);
        Files.writeString(folder.resolve("balance-history.jar"), "jar");
        Files.writeString(folder.resolve("lib/one.jar"), "jar");
        Files.writeString(jdk.resolve("bin/java"), JAVA);
        assertThat(jdk.resolve("bin/java").toFile().setExecutable(true)).isTrue();
        javaIs("17.0.15");
    }

    private void javaIs(String version) throws IOException {
        Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
    }

    /** How a start ended. */
    private record Ended(int code, List<String> out, String err) {
        String jar() {
            return out.get(out.indexOf("-jar") + 1);
        }

        List<String> arguments() {
            return out.subList(out.indexOf("-jar") + 2, out.size());
        }
    }

    private Ended start(Path workingFolder, Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        Path out = temporary.resolve("out");
        Path err = temporary.resolve("err");
        ProcessBuilder process = CleanProcess.of(command)
                .directory(workingFolder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        process.environment().put("JAVA_HOME", jdk.toString());
        process.environment().putAll(environment);
        int code = Patience.untilEnd(process.start());
        return new Ended(code, Files.readAllLines(out), Files.readString(err));
    }

    private Ended start(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(folder.resolve("bin/balance-history").toString()));
        command.addAll(List.of(arguments));
        return start(temporary, environment, command.toArray(String[]::new));
    }

    private void assertStarts(Ended ended) {
        assertThat(ended.err()).isEmpty();
        assertThat(ended.code()).isZero();
        assertThat(ended.jar()).isEqualTo(folder.resolve("balance-history.jar").toString());
        assertThat(ended.arguments()).containsExactly("--version");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            bin, sh,   balance-history
            bin, bash, balance-history
            bin, sh,   ./balance-history
            .,   sh,   bin/balance-history
            lib, sh,   ../bin/balance-history
            """)
    void theProgramStartsFromEachFolder(String place, String shell, String script) throws Exception {
        assertStarts(start(folder.resolve(place), Map.of(), shell, script, "--version"));
    }

    @Test
    void theProgramStartsFromThePathAndThroughAChainOfLinks() throws Exception {
        Path links = Files.createDirectory(temporary.resolve("links"));
        Files.createSymbolicLink(links.resolve("release"), folder.resolve("bin"));
        Files.createSymbolicLink(links.resolve("one"), Path.of("release/balance-history"));
        Files.createSymbolicLink(links.resolve("two"), Path.of("one"));
        Map<String, String> path = Map.of("PATH", links + ":" + System.getenv("PATH"));

        assertStarts(start(links, Map.of(), "./two", "--version"));
        assertStarts(start(links, Map.of(), "sh", "two", "--version"));
        assertStarts(start(temporary, path, "env", "two", "--version"));
        assertStarts(start(temporary, Map.of(), links + "/release/balance-history", "--version"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CDPATH",
                "IFS",
                "ENV",
                "BASH_ENV",
                "version",
                "home",
                "self",
                "words",
                "word",
                "collector",
                "archives",
                "events",
                "young",
                "pages",
                "modes"
            })
    void aVariableOfTheCallerDoesNotChangeTheStart(String name) throws Exception {
        Path other = Files.createDirectories(temporary.resolve("other"));
        Files.createDirectories(other.resolve("bin"));
        String value = Map.of("CDPATH", other + ":/tmp", "IFS", "-/a").getOrDefault(name, other + "/no file");

        assertStarts(start(folder, Map.of(name, value), "sh", "bin/balance-history", "--version"));
    }

    @Test
    void theProgramNeedsNoHome() throws Exception {
        assertStarts(start(temporary, Map.of(), "env", "-u", "HOME", folder + "/bin/balance-history", "--version"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            -Xmx256m   -Dx=y        | -Xmx256m;-Dx=y
            -Dx="a b" -Dy='c d'     | -Dx=a b;-Dy=c d
            -Dx=a\\ b               | -Dx=a b
            -Dx=it"'"s              | -Dx=it's
            -Dx=* -Dy=?             | -Dx=*;-Dy=?
            -Dx="$HOME" -Dy=$(id)   | -Dx=$HOME;-Dy=$(id)
            """)
    void theQuotesOfJavaOptsKeepABlank(String options, String words) throws Exception {
        Ended ended = start(Map.of("JAVA_OPTS", options), "--version");

        assertStarts(ended);
        assertThat(ended.out().subList(0, ended.out().indexOf("-jar"))).endsWith(words.split(";"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            -XX:+UseG1GC                    | -XX:+UseG1GC
            -Xmx256m "-XX:+UseParallelGC"   | -XX:+UseParallelGC
            -XX:+UseSerialGC                | -XX:+UseSerialGC
            -XX:+UseStringDeduplication     | -XX:+UseSerialGC
            -Dx=-XX:+UseG1GC                | -XX:+UseSerialGC
            """)
    void aCollectorInJavaOptsIsTheOnlyOne(String options, String collector) throws Exception {
        Ended ended = start(Map.of("JAVA_OPTS", options), "--version");

        assertStarts(ended);
        assertThat(ended.out())
                .filteredOn(word -> word.startsWith("-XX:+Use") && word.endsWith("GC"))
                .containsExactly(collector);
        assertThat(ended.out().contains("-XX:MaxNewSize=32m"))
                .isEqualTo(!options.equals(collector) && collector.equals("-XX:+UseSerialGC"));
    }

    @Test
    void aCommandThatReadsMillionsOfRowsKeepsTheLargeYoungGeneration() throws Exception {
        assertThat(start(Map.of(), "record").out()).contains("-XX:MaxNewSize=32m");
        assertThat(start(Map.of(), "import").out())
                .contains("-XX:TieredStopAtLevel=4")
                .noneMatch(word -> word.startsWith("-XX:MaxNewSize"));
    }

    /** The JVM prints a warning to standard output if it cannot use them. */
    @Test
    void largePagesAreRequestedIfTheKernelGivesThem() throws Exception {
        Path modes = Path.of("/sys/kernel/mm/transparent_hugepage/enabled");
        boolean given = Files.isReadable(modes) && !Files.readString(modes).contains("[never]");

        Ended ended = start(Map.of(), "--version");

        assertStarts(ended);
        assertThat(ended.out().contains("-XX:+UseTransparentHugePages")).isEqualTo(given);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-Dx='a b", "-Dx=\"a b"})
    void aQuoteWithoutItsEndIsRejected(String options) throws Exception {
        assertFails(78, "balance-history: JAVA_OPTS has a quote without its end", start(Map.of("JAVA_OPTS", options)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "C", "POSIX", "xx_XX.UTF-8"})
    void aLocaleWithoutACharsetBecomesUtf8(String locale) throws Exception {
        for (String variable : List.of("LC_ALL", "LC_CTYPE", "LANG")) {
            Ended ended = start(
                    temporary,
                    Map.of(),
                    "env",
                    "-u",
                    "LC_ALL",
                    variable + "=" + locale,
                    folder + "/bin/balance-history",
                    "--version");

            assertStarts(ended);
            assertThat(ended.out())
                    .as(variable)
                    .startsWith("charset UTF-8")
                    .contains("-Dbalance-history.terminal-charset=US-ASCII");
        }
    }

    @Test
    void aLocaleInUtf8IsThatOfTheTerminalToo() throws Exception {
        assertThat(start(Map.of("LC_ALL", "C.UTF-8"), "--version").out())
                .noneMatch(word -> word.startsWith("-Dbalance-history.terminal-charset"));
    }

    @ParameterizedTest
    @CsvSource({"1.8.0_392, 8", "11.0.2, 11", "16, 16"})
    void aJavaThatIsTooOldIsRejected(String version, String named) throws Exception {
        javaIs(version);

        assertFails(
                78,
                "balance-history: " + jdk + "/bin/java is Java " + named + ": use 17 or newer",
                start(Map.of(), "--version"));
    }

    @ParameterizedTest
    @CsvSource({"17.0.15, [0-9]+[.]8[.]jsa", "25, [0-9]+[.]8[.]aot"})
    void trainingStoresTheArchive(String version, String file) throws Exception {
        javaIs(version);

        assertThat(start(Map.of(), "train").code()).isZero();

        assertThat(archives()).singleElement().asString().matches(file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-h", "--help"})
    void theHelpOfTheTrainingStoresNothing(String option) throws Exception {
        Ended ended = start(Map.of(), "train", option);

        assertThat(ended.code()).isZero();
        assertThat(ended.arguments()).containsExactly("train", option);
        assertThat(folder.resolve("archive")).doesNotExist();
    }

    @Test
    void trainingWithoutTheRightToWriteFailsBeforeItRecords() throws Exception {
        Files.writeString(folder.resolve("archive"), "a file");

        Ended ended = start(Map.of(), "train");

        assertFails(73, "balance-history: " + folder + "/archive can't be written", ended);
        assertThat(ended.out()).as("what Java prints").isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1, 74", "69, 69", "78, 78"})
    void trainingEndsWithACodeOfTheProgram(String ofJava, int code) throws Exception {
        Ended ended = start(Map.of("JAVA_ENDS_WITH", ofJava), "train");

        assertThat(ended.code()).isEqualTo(code);
        assertThat(archives()).isEmpty();
    }

    private List<Path> archives() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("archive"))) {
            return files.map(Path::getFileName).toList();
        }
    }

    private static void assertFails(int code, String line, Ended ended) {
        assertThat(ended.code()).as(ended.err()).isEqualTo(code);
        assertThat(ended.err()).startsWith(line).hasLineCount(1);
    }
}
