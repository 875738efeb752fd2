package dev.balancehistory.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.localexchange.Holdings;
import dev.balancehistory.localexchange.Settings;
import dev.balancehistory.localexchange.venue.Venue;
import dev.balancehistory.postgres.TestDatabase;
import dev.balancehistory.release.Release;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that {@code README.md} and the pages show, typed into a shell one after the other, with the release. */
class PagesIT {
    private static final List<String> PAGES = List.of(
            "README.md",
            "docs/reports.md",
            "docs/report-options.md",
            "docs/import.md",
            "docs/verify.md",
            "docs/retention.md");

    private static final String RESPONSE = "{\"timezone\":\"UTC\",\"responseTime\":%d,\"statusCode\":1000,"
            + "\"statusMessage\":\"SUCCESS\",\"responseData\":[{\"currency\":\"BTC\",\"balance\":1.5,\"availableBalance\":1}]}";
    private static final long FIRST = 1_767_225_600_000L;

    @Test
    void theCommandsWorkAsDocumented(@TempDir Path folder) throws Exception {
        Path home = Files.createDirectory(folder.resolve("home"));
        Files.createSymbolicLink(home.resolve("bin"), Release.folder().resolve("bin"));
        prepareImports(home);
        try (Workbench bench = Workbench.of(Venue.UPBIT, Settings.strict(), TestDatabase.create())) {
            bench.account("main", Holdings.moving(1));
            String script = script(Map.of(
                    "SPRING_DATASOURCE_URL", bench.database.url(),
                    "SPRING_DATASOURCE_USERNAME", bench.database.user(),
                    "SPRING_DATASOURCE_PASSWORD", bench.database.password(),
                    "RECORDER_ACCOUNTS_MAIN_APIKEY", "key-main",
                    "RECORDER_ACCOUNTS_MAIN_APISECRET", "secret-main"));
            // The reader has no need to set the exchange's address.
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
                        .contains("Differences: 0.")
                        .contains("\nunchanged\n");
            }
            assertThat(bench.database.count("select from snapshot")).isEqualTo(1 + 3 + 5);
        }
        assertThat(home.resolve("close-2026.csv")).content().contains("main").contains("BTC");
    }

    /** The files that {@code docs/import.md} names; the exported history is that of {@code docs/reports.md}. */
    private static void prepareImports(Path home) throws IOException {
        Files.writeString(Files.createDirectory(home.resolve("archive")).resolve("1.json"), RESPONSE.formatted(FIRST));
        compress(home.resolve("more.ndjson.gz"), RESPONSE.formatted(FIRST + 1_000) + "\n");
        compress(home.resolve("2019-01.gz"), RESPONSE.formatted(FIRST + 2_000) + "\n");
        Matcher history = Pattern.compile("(?s)```csv\n(.*?)```").matcher(Files.readString(Path.of("docs/reports.md")));
        assertThat(history.find()).isTrue();
        compress(home.resolve("history.csv.gz"), history.group(1));
    }

    private static void compress(Path file, String text) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(text.getBytes(UTF_8));
        }
    }

    /** Returns all lines for the program, with these values in place of their placeholders. */
    private static String script(Map<String, String> values) throws IOException {
        StringBuilder blocks = new StringBuilder();
        for (String page : PAGES) {
            String commands = Pattern.compile("(?s)```sh\n(.*?)```")
                    .matcher(Files.readString(Path.of(page)))
                    .results()
                    .map(block -> block.group(1))
                    .filter(block -> block.contains("bin/balance-history "))
                    .collect(Collectors.joining());
            assertThat(commands).as(page).isNotEmpty();
            blocks.append(commands);
        }
        String script = blocks.toString();
        assertThat(script.lines()).hasSizeGreaterThan(15);
        for (Map.Entry<String, String> value : values.entrySet()) {
            String filled =
                    script.replaceAll("(export .*\\b" + value.getKey() + "=)\\S+", "$1'" + value.getValue() + "'");
            assertThat(filled).as(value.getKey()).isNotEqualTo(script);
            script = filled;
        }
        assertThat(script).doesNotContain("...");
        return script;
    }
}
