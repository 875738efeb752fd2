package dev.balancehistory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.Prose.Sentence;
import dev.balancehistory.app.HelpTexts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The documents, help, messages, comments and names of tests follow the language rules of {@code CONTRIBUTING.md}: one term
 * for each concept, short sentences, main clauses first.
 */
class LanguageTest {
    private static final int MOST_WORDS = 25;

    /** A relative clause, unless the sentence is interrogative. */
    private static final Pattern RELATIVE_CLAUSE = Pattern.compile("\\W*(What|Whatever|Who|Whoever|Whose|Where)\\b.*");

    /** Two words in a row. */
    private static final Pattern WORDS = Pattern.compile("\\p{L}{2,}[,;:]? \\p{L}{2,}");

    private static final Pattern DASHBOARD_TEXT =
            Pattern.compile("\"(?:description|content)\": \"((?:[^\"\\\\]|\\\\.)+)\"");

    private static final Pattern SQL = Pattern.compile("(?i)\\b(select|insert into|where|set local|set \\w+ =)\\b");

    private static final List<Banned> GLOSSARY = List.of(
            new Banned("answer(s|ed|ing)?|repl(y|ies|ied)|the exchange's words?", "response"),
            new Banned("ask(s|ed|ing)?|questions?", "fetch, request"),
            new Banned("records? of (a |the )?runs?|runs?'s? (own )?record", "job metadata"),
            new Banned("settle[sd]?|settling", "finished, final state"),
            new Banned("(?<!connection |credentials )refus(e|es|ed|als?)", "rejected, malformed, truncated"),
            new Banned("(is|are|was|were|be) none", "the missing thing, by its name"),
            new Banned("(can't|cannot|can not) be used", "rejected"),
            new Banned("handfuls?", "batch"),
            new Banned(
                    "clean(ly)? (end|ends|ended|stop|stops|stopped)|(end|ends|ended|stop|stops|stopped),? cleanly",
                    "graceful shutdown"),
            new Banned("old bodies", "expired"),
            new Banned("(tak(e|es|en|ing)|took)( \\w+)? away", "deletes, removes"),
            new Banned("tells?|told|telling|say(s|ing)?|said", "reports, prints, logs, states"),
            new Banned("(a|no|the) word( of| on)?|in words|by a word", "reports, prints, logs"),
            new Banned("hears? of|makes? (a|some) noise", "is notified"),
            new Banned("whoever|nobody|somebody|everybody|who", "the recorder, PostgreSQL, the operator"),
            new Banned("(give|gives|gave|given)( \\w+){0,2} way|not now", "temporary failure"),
            new Banned("defects?", "bug"),
            new Banned("(comes?|came|coming) back", "returns"),
            new Banned("what came( back)?|as it came", "the response, as received"),
            new Banned("for ever", "permanently"),
            new Banned("mend(s|ed|ing)?", "fix"),
            new Banned("(stand|stands|stood) still", "is frozen, is suspended"),
            new Banned("in earnest", "for real accounts"));

    /** Words of prose that have a more exact term in the name of a test. */
    private static final List<Banned> NAMES = List.of(
            new Banned("(is|are|was|were) kept", "stored"),
            new Banned("(go|goes|going|gone) on", "continues"),
            new Banned("(hold|holds) up", "blocks"),
            new Banned("(clear|clears|clearing) up", "marks dead runs"),
            new Banned("tried again", "retried"));

    /** A clause that depends on another one, or on the test before. */
    private static final Pattern DEPENDENT_CLAUSE = Pattern.compile(
            "(what|whatever|who|whoever|whose|where|wherever|whether|however|that|if|when|while|because|unless|nor|so) .*");

    /** A method without modifiers returns nothing: a test, or one that runs before or after it. */
    private static final Pattern TEST = Pattern.compile("(?m)^ +void (\\w+)\\(");

    /** A term that is not in the glossary, and the one that is. */
    private record Banned(Pattern pattern, String instead) {
        Banned(String words, String instead) {
            this(Pattern.compile("\\b(?:" + words + ")(?![\\w-])", Pattern.CASE_INSENSITIVE), instead);
        }

        Stream<String> in(Sentence sentence) {
            Matcher matcher = pattern.matcher(sentence.text());
            return matcher.results()
                    .map(found -> "'%s' instead of '%s' in %s".formatted(instead, found.group(), sentence));
        }
    }

    /** Returns all texts that are checked. */
    static List<Text> texts() throws IOException {
        List<Text> texts = new ArrayList<>();
        for (String name : List.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md")) {
            texts.add(Text.page(Path.of(name)));
        }
        for (Path page : files("docs", ".md")) {
            if (!page.startsWith("docs/ko")) {
                texts.add(Text.page(page));
            }
        }
        HelpTexts.all().forEach((command, help) -> texts.add(Text.help(command, help)));
        ClassTexts.ofProgram().forEach((name, constants) -> texts.add(Text.messages(name, constants)));
        texts.add(Text.messages("the page of statement", pageOfStatement()));
        for (Path file : files("db", ".sql")) {
            texts.add(Text.comments(file, "--"));
            texts.add(Text.sqlComments(file));
        }
        for (String folder : List.of("src/main/java", "src/test/java")) {
            for (Path file : files(folder, ".java")) {
                texts.add(Text.javadoc(file));
                texts.add(Text.comments(file, "//"));
            }
        }
        texts.addAll(scripts());
        texts.add(Text.alerts(Path.of("deploy/prometheus/alerts.yml")));
        texts.add(Text.alerts(Path.of("deploy/prometheus/balance-alerts.yml")));
        texts.add(Text.dashboard(Path.of("deploy/grafana/dashboards/balance-history.json")));
        texts.removeIf(text -> text.sentences().isEmpty());
        return texts;
    }

    /** Returns the names of the tests, a text for each class. */
    static List<Text> testNames() throws IOException {
        List<Text> texts = new ArrayList<>();
        for (Path file : files("src/test/java", ".java")) {
            texts.add(Text.testNames(file.toString(), Files.readString(file)));
        }
        texts.removeIf(text -> text.sentences().isEmpty());
        return texts;
    }

    private static Set<String> pageOfStatement() {
        ResourceBundle texts = ResourceBundle.getBundle("dev.balancehistory.statement.texts", Locale.ENGLISH);
        return texts.keySet().stream().map(texts::getString).collect(Collectors.toSet());
    }

    private static List<Text> scripts() throws IOException {
        List<Text> texts = new ArrayList<>();
        List<Path> files = new ArrayList<>(List.of(Path.of("Dockerfile"), Path.of("docker-compose.yml")));
        for (String folder : List.of(".ci", "deploy", "src/main/bin", "src/main/resources")) {
            files.addAll(files(folder, ""));
        }
        for (Path file : files) {
            texts.add(Text.comments(file, file.toString().endsWith(".sql") ? "--" : "#"));
        }
        return texts;
    }

    private static List<Path> files(String folder, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
            return files.filter(
                            file -> Files.isRegularFile(file) && file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }

    /** Something that people read, with its name. */
    private record Text(String name, List<Sentence> sentences) {
        /** A page of Markdown. */
        static Text page(Path file) throws IOException {
            return new Text(file.toString(), Prose.ofMarkdown(file.toString(), Files.readString(file)));
        }

        /** The comments of a file, such as a script; the marker starts a comment. */
        static Text comments(Path file, String marker) throws IOException {
            return new Text(file.toString(), Prose.ofComments(file.toString(), Files.readString(file), marker));
        }

        /** The comments on the objects that an SQL file creates. */
        static Text sqlComments(Path file) throws IOException {
            return new Text(file + " COMMENT", Prose.ofSqlComments(file.toString(), Files.readString(file)));
        }

        /** The summaries and descriptions of the alerts in a file. */
        static Text alerts(Path file) throws IOException {
            return new Text(file + " alerts", Prose.ofAlerts(file.toString(), Files.readString(file)));
        }

        /** The descriptions and texts of a dashboard. */
        static Text dashboard(Path file) throws IOException {
            String texts = DASHBOARD_TEXT
                    .matcher(Files.readString(file))
                    .results()
                    .map(found -> found.group(1).replace("\\n", "\n").replace("\\\"", "\""))
                    .collect(Collectors.joining("\n\n"));
            return new Text(file.toString(), Prose.ofMarkdown(file.toString(), texts));
        }

        /** The Javadoc of a Java source. */
        static Text javadoc(Path file) throws IOException {
            return new Text(file + " Javadoc", Prose.ofJavadoc(file.toString(), Files.readString(file)));
        }

        /** The help of a command. Its first line, the usage, is not a sentence. */
        static Text help(String command, String help) {
            return plain(command, help.replaceFirst("(?m)^Usage: .*$", ""));
        }

        /** The constants of a class that are messages or parts of one; the other constants contain no words or SQL. */
        static Text messages(String name, Set<String> constants) {
            return new Text(
                    name,
                    constants.stream()
                            .filter(constant -> WORDS.matcher(constant).find())
                            .filter(constant -> !SQL.matcher(constant).find())
                            .flatMap(constant -> Prose.ofText(name, constant.replace("\u0001", "CODE")).stream())
                            .toList());
        }

        /** The names of the tests in a Java source, split into words. */
        static Text testNames(String name, String source) {
            return new Text(
                    name,
                    TEST.matcher(source)
                            .results()
                            .map(test -> test.group(1).replaceAll("(?<!^)(?=[A-Z])", " "))
                            .map(words -> new Sentence(name, words.toLowerCase(Locale.ROOT)))
                            .toList());
        }

        /** A text without markup, such as a help page. */
        static Text plain(String name, String text) {
            return new Text(name, Prose.ofText(name, text));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    @ParameterizedTest
    @MethodSource("texts")
    void eachConceptHasOneTerm(Text text) {
        assertThat(text.sentences().stream().flatMap(LanguageTest::banned)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("texts")
    void aSentenceIsShort(Text text) {
        assertThat(text.sentences().stream().filter(LanguageTest::isLong)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("texts")
    void theMainClauseComesFirst(Text text) {
        assertThat(text.sentences().stream().filter(LanguageTest::opensWithARelativeClause))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("testNames")
    void aTestNameUsesTheTerms(Text names) {
        assertThat(names.sentences().stream().flatMap(LanguageTest::banned)).isEmpty();
        assertThat(names.sentences().stream().flatMap(name -> NAMES.stream().flatMap(banned -> banned.in(name))))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("testNames")
    void aTestNameStartsWithItsMainClause(Text names) {
        assertThat(names.sentences())
                .extracting(Sentence::text)
                .noneMatch(DEPENDENT_CLAUSE.asMatchPredicate())
                .noneMatch(name -> name.contains("_"));
    }

    private static Stream<String> banned(Sentence sentence) {
        return GLOSSARY.stream().flatMap(banned -> banned.in(sentence));
    }

    private static boolean isLong(Sentence sentence) {
        return sentence.words() > MOST_WORDS;
    }

    private static boolean opensWithARelativeClause(Sentence sentence) {
        return RELATIVE_CLAUSE.matcher(sentence.text()).matches()
                && !sentence.text().endsWith("?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The exchange's answer is kept.",
                "- Whoever reads the report has gone.",
                "| 70 | by a\ndefect |",
                "## What [nobody](x.md) wrote down",
                "> The run says\n> why.",
                "It is told in one line."
            })
    void aBannedTermIsFoundInAllMarkup(String markdown) {
        assertThat(Prose.ofMarkdown("here", markdown).stream().flatMap(LanguageTest::banned))
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The label is `refused`, and ``say `no` `` is code.",
                "```\nNobody told it.\n```",
                "<!-- Nobody told it. -->",
                "A response; see [the list](../answer.md).",
                "The password, the reasons and the wording."
            })
    void codeAddressesAndOtherWordsAreAllowed(String markdown) {
        assertThat(Prose.ofMarkdown("here", markdown).stream().flatMap(LanguageTest::banned))
                .isEmpty();
    }

    @Test
    void wordsAreCountedInEachSentence() {
        String long26 = "A " + "a ".repeat(24) + "b.";

        assertThat(Prose.ofMarkdown("here", "Short. " + long26 + "\n\n" + "A ".repeat(24) + "b.").stream()
                        .filter(LanguageTest::isLong))
                .extracting(Sentence::toString)
                .containsExactly("here:1: " + long26);
        assertThat(Prose.ofMarkdown("here", "One `x y z` two – [three four](five.md) (six)"))
                .extracting(Sentence::words)
                .containsExactly(6L);
    }

    @Test
    void aTextEndsWithItsItemCellOrHeading() {
        assertThat(Prose.ofMarkdown("here", """
                # Title
                First one:
                - an item
                  that goes on. Version 1.5 is in it. `x` too
                - another
                | a | b \\| c<br>d |
                |---|---|
                """))
                .extracting(Sentence::text)
                .containsExactly(
                        "Title",
                        "First one:",
                        "an item that goes on.",
                        "Version 1.5 is in it.",
                        "CODE too",
                        "another",
                        "a",
                        "b | c",
                        "d");
    }

    @Test
    void commentsAndHelpAreSplitIntoSentences() {
        assertThat(Prose.ofComments("here", "-- One\n-- sentence.\nSELECT 1;\n  -- Two\n", "--"))
                .extracting(Sentence::toString)
                .containsExactly("here:1: One sentence.", "here:4: Two");
        assertThat(Prose.ofSqlComments("here", "COMMENT ON TABLE t IS 'The account''s t. Two.';\nSELECT 'x';"))
                .extracting(Sentence::toString)
                .containsExactly("here: TABLE t:1: The account's t.", "here: TABLE t:1: Two.");
        assertThat(Prose.ofJavadoc("here", """
                /** The {@code x} of a {@link Y}. */
                class A {
                    // no Javadoc
                    /**
                     * Returns
                     * it.
                     *
                     * @param b the b, which
                     *     goes on
                     * @return the c
                     * @throws D if e
                     */
                    int f();
                """))
                .extracting(Sentence::toString)
                .containsExactly(
                        "here:1: The CODE of a CODE.",
                        "here:5: Returns it.",
                        "here:8: the b, which goes on",
                        "here:10: the c",
                        "here:11: if e");
        assertThat(Prose.ofJavadoc("here", "/**\n * One:\n * <ul>\n *   <li>two,\n *   <li>three.\n * </ul>\n */"))
                .extracting(Sentence::text)
                .containsExactly("One:", "two,", "three.");
        assertThat(Prose.ofAlerts("here", """
                annotations:
                  summary: "{{ $value }} runs failed."
                  description: >-
                    Run 'balance-history status'
                    --now. Then
                    wait.
                expr: no text
                """))
                .extracting(Sentence::text)
                .containsExactly("CODE runs failed.", "Run CODE --now.", "Then wait.");
        assertThat(Text.plain("here", "Prints\nhelp.\n  --all  Everything\n  --one  One\nEnd")
                        .sentences())
                .extracting(Sentence::text)
                .containsExactly("Prints help.", "--all Everything", "--one One", "End");
    }

    @Test
    void theTextsOfTheProgramAreChecked() throws IOException {
        assertThat(texts())
                .extracting(Text::name)
                .contains(
                        "docs/import.md",
                        "--help",
                        "record --help",
                        "database.DatabaseProblem",
                        "db/migration/V2__tables.sql",
                        "db/migration/V2__tables.sql COMMENT",
                        "src/main/java/dev/balancehistory/balance/Seal.java Javadoc",
                        "src/main/java/dev/balancehistory/balance/Seal.java",
                        "src/main/bin/balance-history",
                        "deploy/systemd/balance-history.service",
                        "deploy/prometheus/alerts.yml alerts");
    }

    @Test
    void messagesAreDistinguishedFromOtherConstants() {
        Set<String> constants = Set.of(
                "no account is configured",
                "select a from b where c",
                "response_time",
                ", \u0001",
                "\u0001 is rejected by it");

        assertThat(Text.messages("here", constants).sentences())
                .extracting(Sentence::text)
                .containsExactlyInAnyOrder("no account is configured", "CODE is rejected by it");
    }

    @Test
    void testNamesAreSplitAtCapitals() {
        Text names = Text.testNames("here", "  @Test\n  void whatAVenueSays() {}\n  private void tell() {}\n");

        assertThat(names.sentences()).extracting(Sentence::text).containsExactly("what a venue says");
        assertThat(names.sentences().stream().flatMap(LanguageTest::banned)).hasSize(1);
        assertThat(names.sentences()).extracting(Sentence::text).allMatch(DEPENDENT_CLAUSE.asMatchPredicate());
    }

    @ParameterizedTest
    @ValueSource(strings = {"What is recorded stays.", "(Where it fails, it stops.)"})
    void aRelativeClauseIsFoundAtTheStart(String sentence) {
        assertThat(Prose.ofMarkdown("here", sentence)).allMatch(LanguageTest::opensWithARelativeClause);
    }

    @ParameterizedTest
    @ValueSource(strings = {"## What were the balances?", "It is known where it fails.", "Whereas this is none."})
    void anInterrogativeSentenceIsAllowed(String sentence) {
        assertThat(Prose.ofMarkdown("here", sentence)).noneMatch(LanguageTest::opensWithARelativeClause);
    }
}
