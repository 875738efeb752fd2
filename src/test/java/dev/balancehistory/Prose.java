package dev.balancehistory;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The sentences of a text, without code, addresses and markup. A heading, a list item and a cell of a table are texts of
 * their own, so that each ends the sentence before it.
 */
final class Prose {
    /** Replaces code and addresses: one word that can start a sentence. */
    private static final String CODE = "CODE";

    private static final Pattern FENCE = Pattern.compile(" *(```|~~~).*");
    private static final Pattern HEADING = Pattern.compile("#{1,6} +(.*?)[ #]*");
    private static final Pattern RULE_OF_TABLE = Pattern.compile("[|: -]+");
    private static final Pattern CELL = Pattern.compile("(?<!\\\\)\\|");
    private static final Pattern LIST_ITEM = Pattern.compile(" *(?:[-*+]|[0-9]+\\.) +(.*)");
    private static final Pattern DEFINITION_OF_LINK = Pattern.compile("\\[[^\\]]+]: +\\S+.*");

    private static final Pattern CODE_SPAN = Pattern.compile("(`+)(?!`).+?(?<!`)\\1(?!`)");
    private static final Pattern LINK = Pattern.compile("!?\\[([^\\]]*)]\\([^)]*\\)");
    private static final Pattern ADDRESS = Pattern.compile("<https?:[^>]*>|https?://[^\\s)]+");
    private static final Pattern MARKUP = Pattern.compile("\\*+|</?[a-z]+[^>]*>|\\\\(?=[|*_<])");

    private static final Pattern END_OF_SENTENCE = Pattern.compile("(?<!\\b(e\\.g|i\\.e|etc|vs)\\.?)[.!?]+[\"')]*\\s+");
    private static final Pattern TAG = Pattern.compile("^@(?:param|throws) +\\S+ *|^@return +");
    private static final Pattern INLINE_TAG = Pattern.compile("\\{@(?:code|link|value) ([^}]*)}");
    private static final Pattern SQL_COMMENT = Pattern.compile("COMMENT ON (.*?) IS\\s+'((?:[^']|'')*)'");
    private static final Pattern ANNOTATION = Pattern.compile("(?m)^( *)(?:summary|description): (.*(?:\\n\\1 +.*)*)");
    private static final Pattern WORD = Pattern.compile("\\S*[\\p{L}\\p{N}]\\S*");

    private final String source;
    private final List<Sentence> sentences = new ArrayList<>();
    private final StringBuilder paragraph = new StringBuilder();
    private int start;

    private Prose(String source) {
        this.source = source;
    }

    /**
     * A sentence, or a text without an end, such as a heading.
     *
     * @param place the source and the line
     */
    record Sentence(String place, String text) {
        long words() {
            return WORD.matcher(text).results().count();
        }

        @Override
        public String toString() {
            return place + ": " + text;
        }
    }

    /** Returns the sentences of a page of Markdown. */
    static List<Sentence> ofMarkdown(String source, String text) {
        Prose prose = new Prose(source);
        boolean code = false;
        boolean comment = false;
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            boolean fence = !comment && FENCE.matcher(line).matches();
            comment |= !code && line.startsWith("<!--");
            if (code || comment || fence) {
                prose.end();
            } else {
                prose.line(i + 1, line.replaceFirst("^ *> ?", ""));
            }
            code ^= fence;
            comment &= !line.contains("-->");
        }
        prose.end();
        return prose.sentences;
    }

    /** Returns the sentences of the comments in a file whose comments start with a marker, such as {@code --}. */
    static List<Sentence> ofComments(String source, String text, String marker) {
        Pattern comment = Pattern.compile("\\s*" + Pattern.quote(marker) + "(?!!)\\s?(.*)");
        return of(source, text, line -> {
            Matcher matcher = comment.matcher(line);
            return matcher.matches() ? matcher.group(1) : "";
        });
    }

    /** Returns the sentences of the Javadoc in a Java source; each tag is a text of its own. */
    static List<Sentence> ofJavadoc(String source, String text) {
        StringBuilder markdown = new StringBuilder();
        boolean javadoc = false;
        for (String line : text.lines().toList()) {
            javadoc |= line.strip().startsWith("/**");
            markdown.append(javadoc ? withoutTags(line) : "").append('\n');
            javadoc &= !line.contains("*/");
        }
        return ofMarkdown(source, markdown.toString());
    }

    private static String withoutTags(String line) {
        String text = line.strip().replaceAll("^/\\*\\*|\\*/$|^\\*(?!/)", "").strip();
        String item = TAG.matcher(text).replaceFirst("- ").replaceFirst("^<li>", "- ");
        return INLINE_TAG.matcher(item).replaceAll("`$1`");
    }

    /** Returns the sentences of the comments on the objects of an SQL file: {@code COMMENT ON ... IS '...'}. */
    static List<Sentence> ofSqlComments(String source, String text) {
        List<Sentence> sentences = new ArrayList<>();
        Matcher comment = SQL_COMMENT.matcher(text);
        while (comment.find()) {
            sentences.addAll(
                    ofText(source + ": " + comment.group(1), comment.group(2).replace("''", "'")));
        }
        return sentences;
    }

    /** Returns the sentences of the summaries and descriptions of alerts in YAML. A quoted command is code. */
    static List<Sentence> ofAlerts(String source, String yaml) {
        List<Sentence> sentences = new ArrayList<>();
        Matcher annotation = ANNOTATION.matcher(yaml);
        while (annotation.find()) {
            String text = annotation.group(2).replaceAll("^>-\\s+|^\"|\"$", "").replaceAll("\\s+", " ");
            sentences.addAll(
                    ofText(source, text.replaceAll("\\{\\{.*?}}", CODE).replaceAll("'balance-history [^']*'", CODE)));
        }
        return sentences;
    }

    /** Returns the sentences of a text without markup, such as a help page: an indented line is a text of its own. */
    static List<Sentence> ofText(String source, String text) {
        return of(source, text, line -> line);
    }

    private static List<Sentence> of(String source, String text, UnaryOperator<String> rest) {
        Prose prose = new Prose(source);
        List<String> lines = text.lines().map(rest).toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            boolean indented = line.startsWith(" ");
            if (line.isBlank() || indented) {
                prose.end();
            }
            prose.add(i + 1, line);
            if (indented) {
                prose.end();
            }
        }
        prose.end();
        return prose.sentences;
    }

    private void line(int number, String line) {
        Matcher heading = HEADING.matcher(line);
        Matcher item = LIST_ITEM.matcher(line);
        if (line.isBlank() || DEFINITION_OF_LINK.matcher(line).matches()) {
            end();
        } else if (heading.matches()) {
            text(number, heading.group(1));
        } else if (line.startsWith("|")) {
            end();
            if (!RULE_OF_TABLE.matcher(line).matches()) {
                // Before the cells are split: a bar within code is no border.
                CELL.splitAsStream(withoutCode(line)).forEach(cell -> text(number, cell));
            }
        } else if (item.matches()) {
            end();
            add(number, item.group(1));
        } else {
            add(number, line);
        }
    }

    private void text(int number, String text) {
        end();
        add(number, text);
        end();
    }

    private void add(int number, String line) {
        if (line.isBlank()) {
            return;
        }
        if (paragraph.isEmpty()) {
            start = number;
        }
        paragraph.append(line.strip()).append(' ');
    }

    /** Ends the paragraph and keeps its sentences. */
    private void end() {
        for (String text : paragraph.toString().split("<br>")) {
            keep(clean(text));
        }
        paragraph.setLength(0);
    }

    private void keep(String text) {
        Matcher end = END_OF_SENTENCE.matcher(text);
        int from = 0;
        while (end.find()) {
            keepSentence(text.substring(from, end.end()));
            from = end.end();
        }
        keepSentence(text.substring(from));
    }

    private void keepSentence(String text) {
        if (!text.isBlank()) {
            sentences.add(new Sentence(source + ":" + start, text.strip()));
        }
    }

    private static String withoutCode(String text) {
        return CODE_SPAN.matcher(text).replaceAll(CODE);
    }

    private static String clean(String text) {
        String links = LINK.matcher(withoutCode(text)).replaceAll("$1");
        return MARKUP.matcher(ADDRESS.matcher(links).replaceAll(CODE))
                .replaceAll("")
                .replaceAll("\\s+", " ");
    }
}
