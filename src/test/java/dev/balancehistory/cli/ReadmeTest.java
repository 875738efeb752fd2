package dev.balancehistory.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.balance.Outcome;
import dev.balancehistory.localexchange.Holdings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code README.md} shows works as it stands there, and nothing is left out of its tables. */
class ReadmeTest {
    private static final String ANSWER = "{\"timezone\":\"UTC\",\"responseTime\":1767225600000,\"statusCode\":1000,"
            + "\"statusMessage\":\"SUCCESS\",\"responseData\":[{\"currency\":\"BTC\",\"balance\":1.5,\"availableBalance\":1}]}";

    @Test
    void itsCommandsDoWhatTheySay(@TempDir Path folder) throws IOException {
        Path archive = Files.createDirectory(folder.resolve("archive"));
        Files.writeString(archive.resolve("1.json"), ANSWER);
        List<String> commands = found("(?m)^bin/balance-history (.*)$");
        assertThat(commands).hasSizeGreaterThan(6);
        try (Workbench bench = Workbench.migrated()) {
            bench.account("main", Holdings.moving(1));
            for (String command : commands) {
                String[] words = command.replace("archive/", archive.toString())
                        .replace("--output ", "--output " + folder + "/")
                        .split(" +");

                Workbench.Ended run = bench.run(words);

                assertThat(run.code()).as("%s: %s", command, run.err()).isZero();
            }
        }
        assertThat(folder.resolve("close-2026.csv")).content().contains("main").contains("BTC");
    }

    @Test
    void itsQueriesAnswer() throws IOException {
        String queries = found("(?s)```sql\n(.*?)```").get(0);
        try (Workbench bench = Workbench.migrated()) {
            for (String query : queries.split(";\n")) {
                assertThat(bench.database.count(query)).as(query).isZero();
            }
        }
    }

    @Test
    void itHasEachCommand() throws IOException {
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
    void itHasEachExitCode() throws IOException {
        List<Integer> codes = found("(?m)^\\| ([0-9]+(?: / [0-9]+)?) \\|").stream()
                .flatMap(cell -> Arrays.stream(cell.split(" / ")))
                .map(Integer::valueOf)
                .toList();

        assertThat(codes)
                .contains(3)
                .containsAll(Stream.of(Outcome.values()).map(ExitCode::of).toList());
    }

    private static List<String> found(String pattern) throws IOException {
        return Pattern.compile(pattern)
                .matcher(Files.readString(Path.of("README.md")))
                .results()
                .map((MatchResult result) -> result.group(1))
                .toList();
    }
}
