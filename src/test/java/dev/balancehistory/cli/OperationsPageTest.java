package dev.balancehistory.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.balance.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code docs/operations.md} tells people to type is there, and it has a word on each way that a run can end. */
class OperationsPageTest {
    @Test
    void itHasEachExitCode() throws IOException {
        List<String> codes = found("(?m)^\\| ([0-9, ]+) \\|").stream()
                .flatMap(cell -> Arrays.stream(cell.split(", ")))
                .toList();

        assertThat(codes)
                .containsExactlyElementsOf(Arrays.stream(Outcome.values())
                        .map(Outcome::exitCode)
                        .sorted()
                        .map(String::valueOf)
                        .toList());
    }

    /** Each once, and none that there is not. */
    @Test
    void itSaysWhatToDoAboutEachAlert() throws IOException {
        List<String> rules = Pattern.compile("(?m)^ +- alert: (\\w+)$")
                .matcher(Files.readString(Path.of("deploy/prometheus/alerts.yml")))
                .results()
                .map(rule -> rule.group(1))
                .toList();

        assertThat(rules).hasSizeGreaterThan(8);
        assertThat(found("(?m)^\\| `(BalanceHistory\\w+)` \\|")).containsExactlyInAnyOrderElementsOf(rules);
        assertThat(found("`(BalanceHistory\\w+)`")).allMatch(rules::contains);
    }

    static Stream<String> commands() throws IOException {
        return found("/bin/balance-history ([a-z][^)`|]*?)(?=[)`|\\n])").stream();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void itsCommandsAreUnderstood(String command) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        String[] words = Stream.concat(Arrays.stream(command.split(" +")), Stream.of("--help"))
                .toArray(String[]::new);

        assertThat(new CommandRunner(new ByteArrayOutputStream(), err).run(words))
                .as("%s: %s", command, err)
                .isZero();
    }

    @ParameterizedTest
    @MethodSource("files")
    void theFilesThatItNamesAreThere(String file) {
        assertThat(Path.of(file)).exists();
    }

    static Stream<String> files() throws IOException {
        return found("\\b((?:deploy|db)/[a-z./-]*[a-z])").stream().distinct();
    }

    private static List<String> found(String pattern) throws IOException {
        return Pattern.compile(pattern)
                .matcher(Files.readString(Path.of("docs/operations.md")))
                .results()
                .map((MatchResult result) -> result.group(1))
                .toList();
    }
}
