package dev.balancehistory.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.balancehistory.process.Problem;
import dev.balancehistory.support.Patience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Only a change of the verdict is notified, and each change until it is delivered. */
class NotifierTest {
    private static final String JOB = "record";

    @TempDir
    private Path folder;

    private Path said;
    private Path spool;
    private Notifier notifier;

    @BeforeEach
    void open() {
        said = folder.resolve("said");
        spool = folder.resolve("spool");
        String line = "[ ! -e '" + folder
                + "/offline' ] && echo $BALANCE_HISTORY_PREVIOUS $BALANCE_HISTORY_VERDICT >> '" + said + "'";
        notifier = new Notifier(new NotifyCommand(line, Patience.LIMIT), new Verdicts(spool));
    }

    private void run(int exitCode) {
        run(JOB, exitCode);
    }

    private void run(String job, int exitCode) {
        notifier.ended(new Event(UUID.randomUUID(), job, exitCode, Instant.EPOCH, Duration.ZERO, "", List.of()));
    }

    private List<String> said() throws IOException {
        return Files.exists(said) ? Files.readAllLines(said) : List.of();
    }

    @Test
    void eachChangeIsNotifiedOnce() throws IOException {
        for (int exitCode : new int[] {0, 0, 69, 65, 78, 0, 0, 75, 0}) {
            run(exitCode);
        }

        assertThat(said()).containsExactly("ok failed", "failed ok", "ok failed", "failed ok");
    }

    @Test
    void aFirstFailureIsNotified() throws IOException {
        run(78);
        run(78);

        assertThat(said()).containsExactly("none failed");
    }

    @Test
    @Tag("K3")
    void aRunThatASignalStopsIsNoVerdict() throws IOException {
        for (int exitCode : new int[] {0, 143, 0, 69, 143, 69}) {
            run(exitCode);
        }

        assertThat(said()).containsExactly("ok failed");
    }

    @Test
    void eachJobHasAVerdict() throws IOException {
        run(0);
        run("record --account ../x", 69);
        run(0);

        assertThat(said()).containsExactly("none failed");
        try (Stream<Path> files = Files.list(spool)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .hasSize(2)
                    .allMatch(name -> name.matches("\\.verdict-[0-9a-f]{16}"));
        }
    }

    @Test
    @Tag("S5")
    void anUndeliveredChangeIsNotifiedAfterTheNextRun() throws IOException {
        run(0);
        Files.createFile(folder.resolve("offline"));
        assertThatThrownBy(() -> run(69)).isInstanceOf(Problem.class);
        assertThatThrownBy(() -> run(69)).isInstanceOf(Problem.class);
        Files.delete(folder.resolve("offline"));

        run(69);
        run(69);

        assertThat(said()).containsExactly("ok failed");
    }

    @Test
    @Tag("S5")
    void theRecoveryIsNotifiedThoughTheFailureWasNot() throws IOException {
        run(0);
        Files.createFile(folder.resolve("offline"));
        assertThatThrownBy(() -> run(69)).isInstanceOf(Problem.class);
        Files.delete(folder.resolve("offline"));

        run(0);

        assertThat(said()).containsExactly("failed ok");
    }

    @Test
    void aDamagedOrStrangeFileCountsAsNoVerdict() throws IOException {
        run(0);
        Path file;
        try (Stream<Path> files = Files.list(spool)) {
            file = files.findFirst().orElseThrow();
        }
        Files.writeString(file, "what is this");
        Files.writeString(file.resolveSibling(file.getFileName() + ".tmp"), "of a killed process");

        run(69);

        assertThat(said()).containsExactly("none failed");
    }

    @Test
    @Tag("S5")
    void aFolderThatCanNotBeWrittenIsOneProblem() throws IOException {
        Files.createFile(spool);

        assertThatThrownBy(() -> run(69))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("the last verdict can't be read in " + spool);
    }
}
