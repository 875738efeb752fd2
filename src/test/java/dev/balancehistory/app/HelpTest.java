package dev.balancehistory.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Help, version and completion need neither configuration nor database. */
class HelpTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "-h",
                "record --help",
                "migrate --help",
                "completion --help",
                "export close --help",
                "help",
                "help record",
                "help help",
                "help export close"
            })
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

    @ParameterizedTest
    @ValueSource(strings = {"help", "help export", "help export close"})
    void theCommandHelpPrintsWhatTheOptionDoes(String command) {
        assertThat(run(command)).isZero();
        String printed = out.toString();
        out.reset();

        assertThat(run((command.substring("help".length()) + " --help").strip()))
                .isZero();
        assertThat(out).hasToString(printed);
    }

    @Test
    void aReportsPageHasItsColumnsItsOptionsAndAnExample() {
        assertThat(run("export as-of --help")).isZero();

        assertThat(out.toString())
                .startsWith("Usage: balance-history export as-of [options]")
                .contains("account wallet currency balance available_balance locked_balance response_time age")
                .contains("--at=TIME", "--zone=ZONE", "--output=FILE", "balance-history export as-of --zone=")
                .doesNotContain("--from", "--period", "For as-of");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            recrod               | there is no command 'recrod' (did you mean 'record'?); see 'balance-history --help'
            exprot close         | there is no command 'exprot' (did you mean 'export'?); see 'balance-history --help'
            help stauts          | there is no command 'stauts' (did you mean 'status'?); see 'balance-history --help'
            x                    | there is no command 'x'; see 'balance-history --help'
            record --slto=x      | unknown option '--slto' (did you mean '--slot'?); see 'balance-history record --help'
            record --acc=CANARY  | unknown option '--acc' (did you mean '--account'?); see 'balance-history record --help'
            statement --language=ko | unknown option '--language' (did you mean '--lang'?); see 'balance-history statement --help'
            statement --month=2026-10 | unknown option '--month' (did you mean '--period'?); see 'balance-history statement --help'
            status --wat         | unknown option '--wat'; see 'balance-history status --help'
            status main          | unexpected argument for status: options begin with '--', and '=' stands between a name and its value; see 'balance-history status --help'
            export close --peroid=day | unknown option '--peroid' (did you mean '--period'?); see 'balance-history export close --help'
            """)
    void aMistakeNamesTheRightWordAndPage(String command, String message) {
        assertThat(run(command)).isEqualTo(64);
        assertThat(err.toString().strip()).isEqualTo("balance-history: " + message);
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
