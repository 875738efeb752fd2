package dev.balancehistory.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.process.Outcome;
import dev.balancehistory.support.Markdown;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages are short and connected, and the commands, files and alerts that they name exist. */
class PagesTest {
    private static final int MOST_LINES = 149;
    private static final int LONGEST_LINE = 140;

    /** As long as there are faults and libraries. */
    private static final Set<String> GENERATED = Set.of("docs/faults.md", "docs/licences.md");

    private static final Pattern COMMAND = Pattern.compile("\\bbin/balance-history ([a-z-][^)`|>\n]*)");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");
    private static final Pattern FILE = Pattern.compile(
            "(?<![\\w/.-])((?:deploy|db|src|docs|\\.ci|\\.mvn)/[A-Za-z0-9./_-]*[A-Za-z0-9])(?![\\w*{-])");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#\\s]*)(#[^)\\s]+)?\\)");

    static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(Path.of("README.md"), Path.of("README.ko.md")));
        pages.addAll(List.of(Path.of("CONTRIBUTING.md"), Path.of("CHANGELOG.md")));
        try (Stream<Path> files = Files.walk(Path.of("docs"))) {
            files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
        }
        return pages;
    }

    @ParameterizedTest
    @MethodSource("pages")
    void aPageIsShort(Path page) {
        List<String> lines = text(page).lines().toList();
        if (!GENERATED.contains(page.toString())) {
            assertThat(lines).hasSizeLessThanOrEqualTo(MOST_LINES);
        }
        assertThat(text(page).replaceAll("(?s)```.*?```", "").lines())
                .filteredOn(line -> !line.startsWith("|"))
                .allMatch(line -> line.length() <= LONGEST_LINE);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkHasATarget(Path page) {
        Path folder = page.toAbsolutePath().getParent();
        for (MatchResult link : LINK.matcher(text(page)).results().toList()) {
            if (link.group(1).startsWith("http")) {
                continue;
            }
            Path target = link.group(1).isEmpty()
                    ? page
                    : folder.resolve(link.group(1)).normalize();
            assertThat(target).exists();
            if (link.group(2) != null) {
                assertThat(anchors(target)).as("%s in %s", link.group(), page).contains(link.group(2));
            }
        }
    }

    private static Set<String> anchors(Path page) {
        return new Markdown(page, text(page))
                .headings().stream().map(heading -> "#" + heading.anchor()).collect(Collectors.toSet());
    }

    @Test
    void eachPageCanBeReachedFromTheFirst() throws IOException {
        Set<Path> reached = new HashSet<>();
        reach(Path.of("README.md"), reached);

        assertThat(reached).containsAll(pages());
    }

    private static void reach(Path page, Set<Path> reached) {
        if (page.toString().endsWith(".md") && reached.add(page)) {
            Path folder = page.toAbsolutePath().getParent();
            all(LINK, text(page)).stream()
                    .filter(link -> !link.isEmpty() && !link.startsWith("http"))
                    .map(link -> Path.of("")
                            .toAbsolutePath()
                            .relativize(folder.resolve(link).normalize()))
                    .forEach(target -> reach(target, reached));
        }
    }

    static Stream<String> commands() throws IOException {
        return pages().stream()
                .flatMap(page -> all(COMMAND, text(page)).stream())
                .map(String::strip)
                .distinct();
    }

    @Test
    void thePagesHaveCommands() throws IOException {
        assertThat(commands()).hasSizeGreaterThan(20);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandIsParsed(String command) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Stream<String> words =
                WORD.matcher(command).results().map(word -> word.group(1) == null ? word.group(2) : word.group(1));
        String[] line = Stream.concat(words, Stream.of("--help")).toArray(String[]::new);

        assertThat(new CommandRunner(new ByteArrayOutputStream(), err).run(line))
                .as("%s: %s", command, err)
                .isZero();
    }

    static Stream<String> files() throws IOException {
        return pages().stream().flatMap(page -> all(FILE, text(page)).stream()).distinct();
    }

    @ParameterizedTest
    @MethodSource("files")
    void theFilesThatAreNamedExist(String file) {
        assertThat(Path.of(file)).exists();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Dockerfile",
                "docker-compose.yml",
                "deploy",
                "db",
                "pom.xml",
                ".ci",
                ".mvn/licences.ftl",
                "src/main/java",
                "src/test/java"
            })
    void thePagesThatOthersNameExist(String place) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(place))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(all(Pattern.compile("\\b(docs/[A-Za-z/_-]+\\.md)\\b"), text(file)))
                        .as(file.toString())
                        .allMatch(page -> Files.exists(Path.of(page)));
            }
        }
    }

    @Test
    void troubleshootingListsEachExitCode() {
        List<String> codes = rows("[0-9, ]+").stream()
                .flatMap(cell -> Arrays.stream(cell.split(", ")))
                .toList();

        assertThat(codes)
                .containsExactlyElementsOf(Arrays.stream(Outcome.values())
                        .map(Outcome::exitCode)
                        .sorted()
                        .map(String::valueOf)
                        .toList());
    }

    /** Each once, and no other. */
    @Test
    void troubleshootingListsEachAlert() throws IOException {
        List<String> rules = Stream.of("alerts.yml", "balance-alerts.yml")
                .flatMap(file ->
                        all(Pattern.compile("(?m)^ +- alert: (\\w+)$"), text(Path.of("deploy/prometheus", file)))
                                .stream())
                .toList();

        assertThat(rules).hasSizeGreaterThan(8);
        assertThat(rows("`BalanceHistory\\w+`"))
                .containsExactlyInAnyOrderElementsOf(
                        rules.stream().map(rule -> "`" + rule + "`").toList());
        for (Path page : pages()) {
            assertThat(all(Pattern.compile("`(BalanceHistory[A-Z]\\w+)`"), text(page)))
                    .as(page.toString())
                    .allMatch(rules::contains);
        }
    }

    /** Returns the first cells of the rows of {@code docs/troubleshooting.md} that match. */
    private static List<String> rows(String cell) {
        return all(Pattern.compile("(?m)^\\| (" + cell + ") \\|"), text(Path.of("docs/troubleshooting.md")));
    }

    /** One page for each platform, so that the steps of a host are on two. */
    @Test
    void bothPagesForHostsHaveTheSameSteps() {
        assertThat(host("docs/install-cron.md")).isNotEmpty().isEqualTo(host("docs/install-systemd.md"));
    }

    private static String host(String page) {
        return text(Path.of(page)).replaceAll("(?s)^.*?\n(?=## 1)|\n## 4\\. .*$", "");
    }

    private static List<String> all(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(result -> result.group(1)).toList();
    }

    private static String text(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
