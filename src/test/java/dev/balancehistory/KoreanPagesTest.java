package dev.balancehistory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.support.Markdown;
import dev.balancehistory.support.Markdown.Heading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The Korean pages follow the English ones, to which their first lines link: headings, commands, outputs and tables. */
class KoreanPagesTest {
    private static final Path README = Path.of("README.ko.md");
    private static final Path FOLDER = Path.of("docs/ko");
    private static final Path GLOSSARY = FOLDER.resolve("glossary.md");

    /** The English pages that a Korean one follows as a whole; the others follow parts of several pages. */
    private static final Map<Path, Path> WHOLE = Map.of(
            README,
            Path.of("README.md"),
            FOLDER.resolve("reports.md"),
            Path.of("docs/reports.md"),
            FOLDER.resolve("statement.md"),
            Path.of("docs/statement.md"));

    private static final Pattern LINK = Pattern.compile("]\\(([^)#]+\\.md)\\)");
    private static final Pattern COMMENT = Pattern.compile(" +# .*");
    private static final Pattern HANGUL = Pattern.compile(".*\\p{IsHangul}.*");
    private static final Pattern ACCOUNT = Pattern.compile("^(recorder\\.accounts\\.)\\w+|=.*$");

    static List<Markdown> pages() throws IOException {
        List<Markdown> pages = new ArrayList<>(List.of(Markdown.page(README)));
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.filter(KoreanPagesTest::isCompared).sorted().toList()) {
                pages.add(Markdown.page(file));
            }
        }
        return pages;
    }

    private static boolean isCompared(Path file) {
        return file.toString().endsWith(".md") && !file.equals(GLOSSARY);
    }

    static Stream<Markdown> wholePages() throws IOException {
        return pages().stream().filter(page -> WHOLE.containsKey(page.path()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "README.ko.md",
                "first-steps.md",
                "keys.md",
                "reports.md",
                "excel.md",
                "statement.md",
                "glossary.md"
            })
    void theFirstPagesOfAReaderAreInKorean(String page) {
        assertThat(Stream.of(Path.of(page), FOLDER.resolve(page))).anyMatch(Files::exists);
    }

    @Test
    void bothReadmesLinkToEachOtherFirst() throws IOException {
        assertThat(Files.readAllLines(Path.of("README.md")).get(2)).contains("[한국어](README.ko.md)");
        assertThat(Files.readAllLines(README).get(2)).contains("[English](README.md)");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void aHeadingNamesTheEnglishOneOfItsLevel(Markdown page) throws IOException {
        List<Path> originals = originals(page).stream().map(Markdown::path).toList();
        for (Heading heading : page.headings()) {
            assertThat(heading.original()).as("%s", heading).contains("#");
            String[] original = heading.original().split("#");
            Path english = resolve(page, original[0]);

            assertThat(originals).as("%s", heading).contains(english);
            assertThat(Markdown.page(english).headings())
                    .as("%s", heading)
                    .anyMatch(other ->
                            other.level() == heading.level() && other.anchor().equals(original[1]));
        }
    }

    @ParameterizedTest
    @MethodSource("wholePages")
    void aWholePageHasAllHeadingsInTheirOrder(Markdown page) throws IOException {
        assertThat(page.headings().stream().map(heading -> heading.original().replaceFirst(".*#", "")))
                .containsExactlyElementsOf(
                        whole(page).headings().stream().map(Heading::anchor).toList());
    }

    /** Only the words of a picture of characters are translated. */
    @ParameterizedTest
    @MethodSource("pages")
    void aBlockHasNoLineThatTheEnglishPagesLack(Markdown page) throws IOException {
        Set<String> english = new TreeSet<>();
        for (Markdown original : originals(page)) {
            english.addAll(lines(original, ".*"));
        }

        assertThat(lines(page, "sh|csv").stream()).isSubsetOf(english).noneMatch(HANGUL.asMatchPredicate());
        assertThat(lines(page, "").stream().filter(HANGUL.asMatchPredicate().negate()))
                .isSubsetOf(english);
    }

    @ParameterizedTest
    @MethodSource("wholePages")
    void aWholePageHasAllCommandsAndOutputsInTheirOrder(Markdown page) throws IOException {
        assertThat(lines(page, "\\w+")).isNotEmpty().containsExactlyElementsOf(lines(whole(page), "\\w+"));
    }

    @ParameterizedTest
    @MethodSource("wholePages")
    void aWholePageListsTheSameCommandsOptionsAndColumns(Markdown page) throws IOException {
        assertThat(page.rows())
                .hasSizeGreaterThan(10)
                .containsExactlyElementsOf(whole(page).rows());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void eachNameIsOneOfTheEnglishPagesOrOfAMessage(Markdown page) throws IOException {
        String english = originals(page).stream().map(Markdown::text).collect(Collectors.joining());
        List<String> messages =
                ClassTexts.ofProgram().values().stream().flatMap(Set::stream).toList();
        Stream<String> properties = lines(page, "properties").stream().map(KoreanPagesTest::key);

        assertThat(Stream.concat(page.code().stream(), properties).map(KoreanPagesTest::withoutLanguage))
                .allMatch(name ->
                        english.contains(name) || messages.stream().anyMatch(message -> message.contains(name)));
    }

    /** The page of a statement, its description and the glossary use the same terms. */
    @Test
    void theTermsOfTheStatementAreThoseOfItsPageAndTheGlossary() throws IOException {
        ResourceBundle texts = ResourceBundle.getBundle("dev.balancehistory.statement.texts", Locale.KOREAN);
        List<String> terms = Stream.of(
                        "kind",
                        "opening",
                        "change",
                        "closing",
                        "lowest",
                        "highest",
                        "locked",
                        "gaps",
                        "none",
                        "incomparable",
                        "sealed")
                .map(texts::getString)
                .toList();

        assertThat(Files.readString(FOLDER.resolve("statement.md"))).contains(terms);
        assertThat(Files.readString(GLOSSARY)).contains(terms);
    }

    /** Returns the English pages that the lines before the second heading link to. */
    private static List<Markdown> originals(Markdown page) throws IOException {
        List<Markdown> originals = new ArrayList<>();
        for (String paragraph : page.text().split("\n## ")[0].split("\n\n|-->\n")) {
            if (paragraph.contains("English")) {
                for (MatchResult link : LINK.matcher(paragraph).results().toList()) {
                    originals.add(Markdown.page(resolve(page, link.group(1))));
                }
            }
        }
        assertThat(originals).isNotEmpty();
        return originals;
    }

    private static Markdown whole(Markdown page) throws IOException {
        return Markdown.page(WHOLE.get(page.path()));
    }

    private static Path resolve(Markdown page, String link) {
        return page.path().resolveSibling(link).normalize();
    }

    /** Returns the lines of the blocks in these languages, without comments, and without the choice of Korean. */
    private static List<String> lines(Markdown page, String languages) {
        return page.blocks().stream()
                .filter(block -> block.language().matches(languages))
                .flatMap(block -> block.lines().stream())
                .map(line -> COMMENT.matcher(line).replaceFirst("").replace(" --lang=ko", ""))
                .filter(line -> !line.isBlank())
                .toList();
    }

    private static String key(String property) {
        return ACCOUNT.matcher(property).replaceAll(result -> result.group(1) == null ? "" : result.group(1) + "NAME");
    }

    private static String withoutLanguage(String name) {
        return name.replace("--lang=ko", "--lang");
    }
}
