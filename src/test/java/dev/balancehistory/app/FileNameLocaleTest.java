package dev.balancehistory.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.support.CleanProcess;
import dev.balancehistory.support.Patience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file name that the locale cannot express ends the program before it does anything. Only Linux takes the charset from it. */
@EnabledOnOs(OS.LINUX)
class FileNameLocaleTest {
    private static final String ADVICE = "set LC_ALL=C.UTF-8";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"record", "status", "doctor", "migrate", "export latest", "verify", "import x", "prune"})
    void aWorkingDirectoryBeyondTheLocaleIsRejected(String command) throws Exception {
        Path named = Files.createDirectory(folder.resolve("größe"));

        Workbench.Ended ended = run(named, command.split(" "));

        assertRejected(ended);
        assertThat(ended.err()).contains("the working directory");
        assertThat(folder).isDirectoryNotContaining(path -> !path.equals(named));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "export latest --output=ö.csv",
                "import ö.csv",
                "record --recorder.spool-dir=ö",
                "record --spring.config.location=file:ö/",
                "record --spring.config.import=configtree:ö/"
            })
    void aFileBeyondTheLocaleIsRejected(String command) throws Exception {
        assertRejected(run(folder, command.split(" ")));
    }

    @Test
    void aSpoolBeyondTheLocaleIsRejectedInAFile() throws Exception {
        Files.writeString(folder.resolve("application.yaml"), "recorder:\n  spool-dir: ö\n");

        assertRejected(run(folder, "record"));
    }

    @Test
    void aMetricsFileBeyondTheLocaleIsAWarning() throws Exception {
        Workbench.Ended ended = run(folder, "record", "--metrics-file=ö.prom");

        assertThat(ended.code()).as(ended.err()).isEqualTo(69);
        assertThat(ended.err()).contains("No metrics are published: recorder.metrics.file", ADVICE);
    }

    private static void assertRejected(Workbench.Ended ended) {
        assertThat(ended.code()).as(ended.err()).isEqualTo(78);
        assertThat(ended.err()).contains(ADVICE).hasLineCount(1);
        assertThat(ended.out()).isEmpty();
    }

    /** Runs the program in a locale without a charset. */
    private Workbench.Ended run(Path workingFolder, String... command) throws IOException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                BalanceHistory.class.getName()));
        line.addAll(List.of(command));
        line.addAll(List.of(
                "--spring.datasource.url=jdbc:postgresql://127.0.0.1:1/x",
                "--recorder.accounts.main.exchange=bitfront",
                "--recorder.accounts.main.api-key=k",
                "--recorder.accounts.main.api-secret=s"));
        Path out = folder.resolveSibling(folder.getFileName() + ".out");
        Path err = folder.resolveSibling(folder.getFileName() + ".err");
        ProcessBuilder process = CleanProcess.of(line)
                .directory(workingFolder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        process.environment().put("LC_ALL", "C");
        try {
            int code = Patience.untilEnd(process.start());
            return new Workbench.Ended(code, Files.readString(out), Files.readString(err));
        } finally {
            Files.deleteIfExists(out);
            Files.deleteIfExists(err);
        }
    }
}
