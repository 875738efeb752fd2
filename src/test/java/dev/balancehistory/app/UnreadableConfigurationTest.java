package dev.balancehistory.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A configuration that can't be read is reported in one line with its place, and without any of its values. */
@Tag("S1")
class UnreadableConfigurationTest {
    private static final String CANARY = "CANARY";

    /** Reading it fails, for every user. */
    private static final Path UNREADABLE = Path.of("/proc/self/mem");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            application.yaml       | spring:\\n\\tdatasource: CANARY                       | , line 2, column 1 has a tab: replace it with spaces
            application.yaml       | spring:\\n  datasource:\\n    password: @CANARY      | , line 3, column 15 is malformed
            application.yaml       | spring:\\n  datasource:\\n    password: "CANARY       | , line 3, column 22 is malformed
            application.yaml       | spring:\\n  datasource:\\n    password: *CANARY      | , line 3, column 15 is malformed
            application.yaml       | a: CANARY1\\na: CANARY2                              | , line 2, column 1 has the key 'a' a second time: keep one of them
            application.yaml       | recorder.accounts:\\n  a: {x: CANARY1}\\n  a: CANARY2   | , line 3, column 3 has the key 'a' a second time
            application.yaml       | [CANARY                                               | , line 1, column 8 is malformed
            application.yml        | a: !!java.net.URL [CANARY]                            | , line 1, column 4 is malformed
            application.properties | spring.datasource.password=CANARY\\\\u00zz            | is malformed
            """)
    void aMalformedFileIsReportedByItsPlace(String file, String content, String place) throws IOException {
        Path path = Files.writeString(folder.resolve(file), content.translateEscapes());

        assertThat(lineOf(run("--spring.config.location=file:" + folder + "/")))
                .startsWith("balance-history: " + path + place.replaceFirst("^is", " is"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            spring.application.json={"a":"CANARY    | spring.application.json (environment: SPRING_APPLICATION_JSON) is malformed JSON
            spring.application.json=CANARY          | spring.application.json (environment: SPRING_APPLICATION_JSON) is malformed JSON
            spring.config.import=file:/nowhere.yaml | /nowhere.yaml does not exist: create it, or write optional: before
            spring.config.import=configtree:/nowhere/ | /nowhere/ does not exist: create it, or write optional: before
            spring.config.location=file:/nowhere/x.yaml | /nowhere/x.yaml does not exist: create it
            spring.config.import=configtree:/etc    | configtree: in spring.config.import must name an existing folder, with a /
            spring.config.import=configtree:/nowhere/*/ | /nowhere/*/ does not exist: create it, or write optional: before
            spring.config.import=CANARY:x           | the configuration can't be read: check the properties of spring.config
            spring.config.import=${CANARY}          | the configuration can't be read
            spring.profiles.active=${CANARY}        | a property of spring or logging has a placeholder
            spring.profiles.active=@CANARY@         | the configuration can't be read
            logging.level.root=CANARY               | logging.level.root has a value that is rejected
            logging.config=file:/CANARY.xml         | the log can't be set up
            """)
    void aPropertyThatIsNeededAtTheStartIsReportedWithoutItsValue(String property, String message) {
        assertThat(lineOf(run("--" + property))).startsWith("balance-history: " + message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "spring.datasource.url",
                "spring.datasource.username",
                "spring.datasource.password",
                "spring.datasource.hikari.pool-name",
                "recorder.spool-dir"
            })
    void aPlaceholderThatCanNotBeResolvedIsReportedByItsProperty(String name) throws IOException {
        Path file = Files.writeString(
                folder.resolve("application.properties"), "#\n " + name + " = x${" + name + "}CANARY\n");

        List<String> arguments = new ArrayList<>(database());
        arguments.removeIf(option -> option.startsWith("--" + name + "="));
        arguments.add("--spring.config.location=file:" + folder + "/");
        assertThat(lineOf(run(arguments.toArray(String[]::new))))
                .isEqualTo("balance-history: " + name + " has a placeholder ${...} that can't be resolved (" + file
                        + ", line 2, column " + (name.length() + 5) + ")");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application.yaml", "application.properties"})
    @EnabledOnOs(OS.LINUX)
    void aFileThatCanNotBeReadIsNamed(String name) throws IOException {
        Path file = Files.createSymbolicLink(folder.resolve(name), UNREADABLE);

        assertThat(lineOf(run("--spring.config.location=file:" + folder + "/")))
                .isEqualTo("balance-history: " + file + " can't be read");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "spring.datasource.url",
                "spring.datasource.username",
                "spring.datasource.password",
                "recorder.deadline"
            })
    @EnabledOnOs(OS.LINUX)
    void aMountedFileThatCanNotBeReadIsNamedWithItsProperty(String name) throws IOException {
        Path file = Files.createSymbolicLink(folder.resolve(name), UNREADABLE);
        List<String> arguments = new ArrayList<>(database());
        arguments.removeIf(option -> option.startsWith("--" + name + "="));
        arguments.add("--spring.config.import=configtree:" + folder + "/");

        assertThat(lineOf(run(arguments.toArray(String[]::new))))
                .isEqualTo("balance-history: " + name + " can't be read (" + file + ")");
    }

    @Test
    void aMountedFileThatIsGoneIsNamedWithItsProperty() throws IOException {
        Path file = Files.createSymbolicLink(folder.resolve("spring.datasource.password"), folder.resolve("gone"));
        List<String> arguments = new ArrayList<>(database());
        arguments.removeIf(option -> option.startsWith("--spring.datasource.password="));
        arguments.add("--spring.config.import=configtree:" + folder + "/");

        assertThat(lineOf(run(arguments.toArray(String[]::new))))
                .isEqualTo("balance-history: spring.datasource.password can't be read (" + file + ")");
    }

    /** As a mistake in a file, with metrics on. */
    @Test
    void noTargetOfTheMetricsHidesAMistakeOfTheStart() throws IOException {
        Path file = Files.writeString(folder.resolve("application.json"), "{CANARY");

        assertThat(lineOf(run(
                        "--spring.config.location=file:" + folder + "/",
                        "--spring.config.import=file:" + file,
                        "--metrics-file=" + folder.resolve("x.prom"))))
                .startsWith("balance-history: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application.yaml", "application.properties", "import.properties"})
    void aFileThatIsNotUtf8IsNamed(String name) throws IOException {
        Path file = Files.writeString(
                folder.resolve(name), "spring.datasource.password: CANARY\u00fc", StandardCharsets.ISO_8859_1);

        assertThat(lineOf(run("--spring.config.location=file:" + folder + "/", "--spring.config.import=file:" + file)))
                .isEqualTo("balance-history: " + file + " is not UTF-8: save it as UTF-8");
    }

    private static List<String> database() {
        return List.of(
                "--spring.datasource.url=jdbc:postgresql://127.0.0.1:1/x",
                "--spring.datasource.username=x",
                "--spring.datasource.password=x",
                "--spring.flyway.enabled=true",
                "--recorder.accounts.main.api-key=k",
                "--recorder.accounts.main.api-secret=s",
                "--recorder.accounts.main.exchange=bitfront");
    }

    private static String lineOf(Workbench.Ended run) {
        assertThat(run.code()).as(run.err()).isEqualTo(78);
        assertThat(run.out()).as("printed by libraries").isEmpty();
        assertThat(run.err()).hasLineCount(1).doesNotContain(CANARY);
        return run.err().strip();
    }

    /** Returns what the program prints as {@code err}, and what libraries print as {@code out}. */
    private static Workbench.Ended run(String... arguments) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream ofLibraries = new ByteArrayOutputStream();
        ByteArrayOutputStream ofProgram = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(ofLibraries, true, StandardCharsets.UTF_8);
        System.setOut(stream);
        System.setErr(stream);
        try {
            List<String> command = new ArrayList<>(List.of("record"));
            command.addAll(List.of(arguments));
            int code = new CommandRunner(new ByteArrayOutputStream(), new PrintStream(ofProgram, true))
                    .run(command.toArray(String[]::new));
            return new Workbench.Ended(
                    code, ofLibraries.toString(StandardCharsets.UTF_8), ofProgram.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }
}
