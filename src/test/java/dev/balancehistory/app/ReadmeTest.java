package dev.balancehistory.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.cli.TextTable;
import dev.balancehistory.localexchange.Holdings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The run that {@code README.md} shows is one of the program, and its tables list each command and report. */
class ReadmeTest {
    /** Of a second run of the demo, whose numbers are others each time. */
    @Test
    void theExampleIsTheOutputOfARun() throws IOException {
        String picture = found("(?s)```\n(demo .*?)```").get(0);
        try (Workbench bench = new Workbench().account("demo", Holdings.moving(2018))) {
            assertThat(bench.run("record").code()).isZero();

            Workbench.Ended run = bench.run("record");

            assertThat(masked(picture)).containsExactlyElementsOf(masked(run.out()));
        }
        List<List<String>> rows =
                table(picture).map(line -> List.of(line.strip().split(" {2,}"))).toList();
        TextTable table = new TextTable(rows.get(0).toArray(String[]::new));
        rows.subList(1, rows.size()).forEach(row -> table.row(row.toArray(String[]::new)));
        assertThat(table(picture).map(line -> line.substring(2)))
                .as("aligned as the program does it")
                .containsExactlyElementsOf(table.lines());
    }

    private static Stream<String> table(String picture) {
        return picture.lines().filter(line -> line.startsWith("  ") && !line.startsWith("  newest seal"));
    }

    /** Returns the lines without the parts that differ from run to run, and from database to database. */
    private static List<String> masked(String output) {
        return output.lines()
                .map(line -> line.replaceAll("jdbc:\\S+", "URL")
                        .replaceAll("newest seal: .*", "SEAL")
                        .replaceAll(" {3,}", "  ")
                        .replaceAll("[+-]?[0-9]+(\\.[0-9]+)?|=$", "0"))
                .toList();
    }

    @Test
    void theReadmeListsEachCommand() throws IOException {
        ByteArrayOutputStream help = new ByteArrayOutputStream();
        new CommandRunner(help, new ByteArrayOutputStream()).run("--help");
        List<String> all = Pattern.compile("(?m)^  ([a-z]+) {2,}[A-Z]")
                .matcher(help.toString(StandardCharsets.UTF_8))
                .results()
                .map(result -> result.group(1))
                .toList();

        assertThat(all).hasSizeGreaterThan(9);
        assertThat(found("(?m)^\\| ((?:`[a-z]+[^`]*`(?:, )?)+) \\|").stream()
                        .flatMap(cell -> Pattern.compile("`([a-z]+)[ `]")
                                .matcher(cell + " ")
                                .results())
                        .map(result -> result.group(1)))
                .containsAll(all);
    }

    @Test
    void theReadmeListsEachReport() throws IOException {
        assertThat(found("(?m)^\\| `export REPORT` \\| (.*) \\|$").get(0))
                .contains(HelpTexts.reports().stream()
                        .map(report -> "`" + report + "`")
                        .toList());
    }

    @Test
    void theExampleOfTheSettingsConfiguresAnAccount() {
        try (Workbench bench = new Workbench()) {
            Workbench.Ended status = bench.run("status", "--spring.config.additional-location=file:deploy/example/");

            assertThat(status.err()).isEmpty();
            assertThat(status.out()).containsPattern("main +STALE +never ");
        }
    }

    private static List<String> found(String pattern) throws IOException {
        return Pattern.compile(pattern)
                .matcher(Files.readString(Path.of("README.md")))
                .results()
                .map((MatchResult result) -> result.group(1))
                .toList();
    }
}
