package dev.balancehistory.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Help, version and completion need neither configuration nor database. */
class HelpTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h", "record --help", "migrate --help", "completion --help"})
    void helpOnEveryLevel(String command) {
        assertThat(run(command)).isZero();
        assertThat(out.toString()).startsWith("Usage: balance-history");
        assertThat(err.size()).isZero();
    }

    @Test
    void versionPrintsTheProgramsAndJavasVersion() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString()).contains("balance-history ").contains("Java " + Runtime.version());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh"})
    void completionKnowsTheCommands(String shell) {
        assertThat(run("completion " + shell)).isZero();
        assertThat(out.toString())
                .contains("balance-history")
                .contains("record")
                .contains("--slot");
    }

    @Test
    void aMissingCommandIsAUsageError() {
        assertThat(run("")).isEqualTo(64);
        assertThat(err.toString()).contains("a command is missing");
    }

    private int run(String command) {
        return new CommandRunner(new PrintStream(out), new PrintStream(err))
                .run(command.isEmpty() ? new String[0] : command.split(" "));
    }
}
