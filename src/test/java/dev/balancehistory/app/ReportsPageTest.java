package dev.balancehistory.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The commands of {@code docs/reports.md} print what the page shows. Its tables list each column, and those of {@code
 * docs/report-options.md} each option.
 */
class ReportsPageTest {
    private static final Path PAGE = Path.of("docs/reports.md");
    private static final Path OPTIONS = Path.of("docs/report-options.md");
    private static final Pattern EXAMPLE =
            Pattern.compile("(?s)```sh\n((?:bin/balance-history [^\n]*\n)+)```\n\n```csv\n(.*?)```");

    private static Workbench bench;

    /** The history is the one that the page shows. */
    @BeforeAll
    static void importHistory(@TempDir Path folder) throws IOException {
        bench = new Workbench();
        Example history = examples().findFirst().orElseThrow();
        Path file = Files.writeString(folder.resolve("history.csv"), history.output());
        Workbench.Ended run = bench.run("import", file.toString());
        assertThat(run.code()).as(run.err()).isZero();
    }

    @AfterAll
    static void close() {
        bench.close();
    }

    /**
     * Commands and what they print.
     *
     * @param commands the lines of the block
     */
    private record Example(List<String> commands, String output) {
        @Override
        public String toString() {
            return String.join("; ", commands);
        }
    }

    static Stream<Example> examples() throws IOException {
        return EXAMPLE.matcher(Files.readString(PAGE))
                .results()
                .map(block -> new Example(block.group(1).lines().toList(), block.group(2)));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void anExamplePrintsWhatThePageShows(Example example) {
        StringBuilder printed = new StringBuilder();
        for (String command : example.commands()) {
            Workbench.Ended run =
                    bench.run(command.replace("bin/balance-history ", "").split(" "));
            assertThat(run.code()).as(run.err()).isZero();
            printed.append(run.out());
        }

        assertThat(printed).hasToString(example.output());
    }

    @Test
    void mostReportsHaveAnExample() throws IOException {
        assertThat(examples()).hasSizeGreaterThan(5);
    }

    @ParameterizedTest
    @MethodSource("dev.balancehistory.app.HelpTexts#reports")
    void eachReportIsListedWithItsColumns(String report) throws IOException {
        String page = Files.readString(PAGE);
        Workbench.Ended run = bench.run("export", report);
        String header = run.out().lines().findFirst().orElseThrow();

        assertThat(page).contains("`" + report + "`");
        String row = "| `%s` | %s |"
                .formatted(
                        report,
                        Arrays.stream(header.split(","))
                                .map(column -> "`" + column + "`")
                                .collect(Collectors.joining(", ")));
        assertThat(page.contains(row) || page.contains("\n" + header + "\n"))
                .as(row)
                .isTrue();
    }

    @Test
    void eachOptionIsListed() throws IOException {
        ByteArrayOutputStream help = new ByteArrayOutputStream();
        new CommandRunner(help, new ByteArrayOutputStream()).run("export", "--help");
        Set<String> options =
                all("--([a-z-]+)", help.toString(StandardCharsets.UTF_8).split("Options")[1]);
        options.remove("help");

        assertThat(options).hasSizeGreaterThan(10);
        assertThat(Files.readString(OPTIONS)
                        .lines()
                        .filter(line -> line.startsWith("| `--"))
                        .flatMap(line -> all("--([a-z-]+)", line.split("\\|")[1]).stream()))
                .containsExactlyInAnyOrderElementsOf(options);
    }

    private static Set<String> all(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult result) -> result.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
