package dev.balancehistory.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.localexchange.Holdings;
import dev.balancehistory.release.Release;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lines for a shell that {@code README.md} shows, typed into one from the first to the last, with the release. */
class ReadmeIT {
    private static final String ANSWER = "{\"timezone\":\"UTC\",\"responseTime\":1767225600000,\"statusCode\":1000,"
            + "\"statusMessage\":\"SUCCESS\",\"responseData\":[{\"currency\":\"BTC\",\"balance\":1.5,\"availableBalance\":1}]}";

    @Test
    void itsLinesDoWhatTheySay(@TempDir Path folder) throws Exception {
        Path home = Files.createDirectory(folder.resolve("home"));
        Files.createSymbolicLink(home.resolve("bin"), Release.folder().resolve("bin"));
        Files.writeString(Files.createDirectory(home.resolve("archive")).resolve("1.json"), ANSWER);
        try (Workbench bench = new Workbench()) {
            bench.account("main", Holdings.moving(1));
            String script = script(Map.of(
                    "SPRING_DATASOURCE_URL", bench.database.url(),
                    "SPRING_DATASOURCE_USERNAME", bench.database.user(),
                    "SPRING_DATASOURCE_PASSWORD", bench.database.password(),
                    "RECORDER_ACCOUNTS_MAIN_APIKEY", "key-main",
                    "RECORDER_ACCOUNTS_MAIN_APISECRET", "secret-main"));
            // Where the exchange is, the reader has no need to say.
            Map<String, String> environment = Map.of(
                    "JAVA_HOME", System.getProperty("java.home"),
                    "RECORDER_ACCOUNTS_MAIN_BASEURL", bench.exchange.baseUrl().toString());
            try (Child shell = Child.start(
                    List.of("bash", "-e", "-u", "-c", "cd \"$1\"\n" + script, "bash", home.toString()),
                    environment,
                    folder)) {
                Workbench.Ended run = shell.ended();

                assertThat(run.code()).as(run.out() + run.err()).isZero();
                assertThat(run.out())
                        .contains("Run 1: 1 of 1 accounts recorded in " + bench.database.url())
                        .contains("Differences: 0.");
            }
            assertThat(bench.database.count("select from snapshot")).isEqualTo(2);
        }
        assertThat(home.resolve("close-2026.csv")).content().contains("main").contains("BTC");
    }

    /** Returns all lines for the program, with these values in place of what stands for a value there. */
    private static String script(Map<String, String> values) throws Exception {
        String blocks = Pattern.compile("(?s)```sh\n(.*?)```")
                .matcher(Files.readString(Path.of("README.md")))
                .results()
                .map(block -> block.group(1))
                .filter(block -> block.contains("bin/balance-history "))
                .collect(Collectors.joining());
        assertThat(blocks.lines()).hasSizeGreaterThan(9);
        for (Map.Entry<String, String> value : values.entrySet()) {
            String filled =
                    blocks.replaceAll("(export .*\\b" + value.getKey() + "=)\\S+", "$1'" + value.getValue() + "'");
            assertThat(filled).as(value.getKey()).isNotEqualTo(blocks);
            blocks = filled;
        }
        assertThat(blocks).doesNotContain("...");
        return blocks;
    }
}
