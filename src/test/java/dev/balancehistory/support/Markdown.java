package dev.balancehistory.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A page of Markdown.
 *
 * @param text the whole page
 */
public record Markdown(Path path, String text) {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^ *```(\\w*)\n(.*?)^ *```$");
    private static final Pattern HEADING = Pattern.compile("(?m)^(#{1,6}) +(.*)$(?:\n<!-- en: (\\S+) -->$)?");
    private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");
    private static final Pattern CELL_OF_CODE = Pattern.compile(" *`[^`]+`(, `[^`]+`)* *");

    /** Reads a page. */
    public static Markdown page(Path path) throws IOException {
        return new Markdown(path, Files.readString(path));
    }

    /**
     * A heading.
     *
     * @param anchor the name by which GitHub links to it
     * @param original the heading that it translates, as a link; empty if none is given
     */
    public record Heading(int level, String anchor, String original) {}

    /**
     * A block of code.
     *
     * @param language the language; empty if none is given
     * @param lines its lines without indentation
     */
    public record Block(String language, List<String> lines) {}

    /** Returns the headings in order. */
    public List<Heading> headings() {
        return HEADING.matcher(prose())
                .results()
                .map(heading -> new Heading(
                        heading.group(1).length(),
                        anchor(heading.group(2)),
                        heading.group(3) == null ? "" : heading.group(3)))
                .toList();
    }

    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }

    /** Returns the blocks in order. */
    public List<Block> blocks() {
        return BLOCK.matcher(text)
                .results()
                .map(block -> new Block(
                        block.group(1),
                        block.group(2).lines().map(String::strip).toList()))
                .toList();
    }

    /** Returns the code within the prose. */
    public Set<String> code() {
        return code(prose());
    }

    /** Returns the code in each row of a table in which a cell consists of code. */
    public List<Set<String>> rows() {
        return prose().lines()
                .filter(line -> line.startsWith("|"))
                .filter(line -> Arrays.stream(line.split("(?<!\\\\)\\|")).anyMatch(CELL_OF_CODE.asMatchPredicate()))
                .map(Markdown::code)
                .toList();
    }

    private static Set<String> code(String text) {
        return CODE.matcher(text)
                .results()
                .map((MatchResult code) -> code.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Returns the page without its blocks. */
    public String prose() {
        return BLOCK.matcher(text).replaceAll("");
    }
}
