package dev.balancehistory.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.balancehistory.support.CleanProcess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts offer commands, reports, the options of a report and their values, in each shell that is installed. */
class CompletionTest {
    /** Prints the words that would be offered, and whether a blank follows. */
    private static final String BASH = """
            compopt() { echo "compopt $*"; }
            balance-history() { echo "main other"; }
            COMP_WORDS=(%s)
            COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            _balance_history
            printf '%%s\\n' "${COMPREPLY[@]}"
            """;

    private static final String ZSH = """
            compdef() { }
            compset() { }
            compadd() { print -l -- "$@" }
            _files() { print files }
            balance-history() { print main other }
            source %s
            words=(%s)
            CURRENT=$#words
            _balance_history
            """;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            exp                        | export
            export clo                 | close
            export mo                  | moves
            export close --per         | compopt -o nospace --period=
            export latest --per        |
            export latest --no         | --no-header
            export close --period = mo | month
            export close --period mo   | month
            export close --period=mo   | month
            export days --zone = Asia/Seo | Asia/Seoul
            export days --account =    | main other
            record --account = ot      | other
            record --sl                | compopt -o nospace --slot= --slot-of-job=
            status --max               | compopt -o nospace --max-age=
            import --dry               | --dry-run
            statement --lang = k       | ko
            statement --zone = Asia/Seo | Asia/Seoul
            statement --output = F     |
            completion f               | fish
            help stat                  | statement status
            """)
    void bashOffersTheWordsOfTheirPlace(String line, @Nullable String offered) throws Exception {
        List<String> words =
                printed("bash", "source " + script("bash") + "\n" + BASH.formatted("balance-history " + line));

        assertThat(String.join(" ", words)).isEqualTo(offered == null ? "" : offered);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            export clo             | close
            export close --per     | --period=
            export close --period= | month
            export close --period "" | hour
            export ""              | close
            export days --zone=    | Asia/Seoul
            record --account=      | other
            record --slot=         | files
            exp                    | export
            """)
    void zshOffersTheWordsOfTheirPlace(String line, String offered) throws Exception {
        assumeThat(installed("zsh")).isTrue();

        List<String> words = printed("zsh", ZSH.formatted(script("zsh"), "balance-history " + line));

        assertThat(words).contains(offered);
    }

    @Test
    void zshAddsNoBlankAfterAnOptionWithAValue() throws Exception {
        assumeThat(installed("zsh")).isTrue();

        List<String> words = printed("zsh", ZSH.formatted(script("zsh"), "balance-history export close --"));

        assertThat(words).startsWith("-S", "", "--", "--from=");
        assertThat(words.subList(words.lastIndexOf("--"), words.size()))
                .contains("--overwrite")
                .noneMatch(word -> word.endsWith("="));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            exp                       | export
            export clo                | close
            export close --per        | --period
            export close --period=mo  | --period=month
            export close --period mo  | month
            export days --zone=Asia/Se | --zone=Asia/Seoul
            record --account=ot       | --account=other
            status --max              | --max-age
            """)
    void fishOffersTheWordsOfTheirPlace(String line, String offered) throws Exception {
        assumeThat(installed("fish")).isTrue();

        List<String> words = printed(
                "fish",
                "function balance-history; printf 'main\\nother\\n'; end; source " + script("fish")
                        + "; complete -C 'balance-history " + line + "'");

        assertThat(words).extracting(word -> word.split("\t")[0]).contains(offered);
    }

    @Test
    void fishOffersTheOptionsOfTheReportOnly() throws Exception {
        assumeThat(installed("fish")).isTrue();

        List<String> words =
                printed("fish", "source " + script("fish") + "; complete -C 'balance-history export latest --'");

        assertThat(words)
                .extracting(word -> word.split("\t")[0])
                .contains("--currency", "--zone")
                .doesNotContain("--period", "--from", "--slot");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "zsch", "bash zsh"})
    void anotherShellIsRejected(String shells) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();

        int code = new CommandRunner(new ByteArrayOutputStream(), err)
                .run(("completion " + shells).strip().split(" "));

        assertThat(code).isEqualTo(64);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("name the shell: bash, zsh, fish");
    }

    @Test
    void theAccountsOfTheConfigurationAreListed() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        int code = new CommandRunner(out, new ByteArrayOutputStream())
                .run(
                        "completion",
                        "accounts",
                        "--spring.config.location=classpath:/",
                        "--recorder.accounts.savings.interval=1h",
                        "--recorder.accounts.main.interval=5m");

        assertThat(code).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8).lines()).containsExactly("main", "savings");
    }

    private Path script(String shell) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(new CommandRunner(out, new ByteArrayOutputStream()).run("completion", shell))
                .isZero();
        return Files.write(folder.resolve("completion." + shell), out.toByteArray());
    }

    private static boolean installed(String shell) {
        return Stream.of(System.getenv("PATH").split(":")).anyMatch(place -> Files.isExecutable(Path.of(place, shell)));
    }

    private static List<String> printed(String shell, String script) throws IOException, InterruptedException {
        Process process =
                CleanProcess.of(shell, "-c", script).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return List.of(output.stripTrailing().split("\n", -1));
    }
}
