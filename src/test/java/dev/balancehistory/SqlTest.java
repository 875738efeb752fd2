package dev.balancehistory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A statement is a constant. The compiler turns each concatenation into a call with a pattern. This test finds all
 * patterns that start like a statement, and all such constants with a place for String.format. It does not see the
 * pieces of a StringBuilder.
 */
class SqlTest {
    private static final Pattern STATEMENT = Pattern.compile(
            "(?is)\\s*(select|insert into|update|delete from|copy|with|create (or|table|view|index|schema|temp|function|role)|alter|drop|truncate|lock|set|declare|fetch|close|table|call|do|grant)"
                    + " .*(\u0001|%[0-9]*\\$?[sd]).*");

    private static final Pattern STATEMENT_OF_LINES =
            Pattern.compile("(?is)\\s*(select|insert into|update|delete from|with) .+\n.+");

    /** They contain constants of the program, placeholders and numbers, never a user's value. */
    private static final Set<String> KNOWN = Set.of(
            "importing.CopyRows: copy \u0001 from stdin (format binary)",
            "database.Cursor: close \u0001",
            "database.Cursor: declare \u0001 no scroll cursor for \u0001",
            "database.Cursor: fetch \u0001 from \u0001",
            "database.ReadTransaction: select \u0001",
            "report.Dialect: copy (\u0001) to stdout with (format csv, header \u0001",
            "report.Report: select 1 from \u0001 and r.currency = ? limit 1",
            "report.Report: select \u0001 from \u0001\u0001 order by \u0001");

    @Test
    void onlyTheListedStatementsAreConcatenated() throws IOException {
        Set<String> found = new TreeSet<>();
        ClassTexts.ofProgram()
                .forEach((name, texts) -> texts.stream()
                        .filter(text -> STATEMENT.matcher(text).matches())
                        .forEach(text -> found.add(name + ": " + text)));

        TreeMap<String, String> known = new TreeMap<>();
        found.forEach(text -> KNOWN.stream().filter(text::startsWith).forEach(start -> known.put(start, text)));
        assertThat(found).containsExactlyInAnyOrderElementsOf(known.values());
        assertThat(known.keySet()).isEqualTo(new TreeSet<>(KNOWN));
    }

    /** A statement of more than a line is in a file, which a class beside it reads. */
    @Test
    void eachFileIsReadByAClassOfItsPackage() throws IOException {
        Path root = Path.of("src/main/resources/dev/balancehistory");
        List<String> unread = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".sql")).toList()) {
                String folder = root.relativize(file.getParent()).toString().replace('/', '.');
                String name = file.getFileName().toString();
                String stem = name.replace(".sql", "");
                boolean read = ClassTexts.ofProgram().entrySet().stream()
                        .filter(texts -> texts.getKey().startsWith(folder + "."))
                        .anyMatch(texts -> texts.getValue().contains(name)
                                || texts.getValue().contains(stem));
                if (!read) {
                    unread.add(file.toString());
                }
            }
        }

        assertThat(unread).isEmpty();
    }

    /** Of the constants of the program that begin as a statement. */
    @Test
    void aStatementOfSeveralLinesIsInAFile() throws IOException {
        Set<String> found = new TreeSet<>();
        ClassTexts.ofProgram()
                .forEach((name, texts) -> texts.stream()
                        .filter(text -> STATEMENT_OF_LINES.matcher(text).matches())
                        .filter(text -> KNOWN.stream().noneMatch(known -> (name + ": " + text).startsWith(known)))
                        .forEach(text -> found.add(name + ": " + text)));

        assertThat(found).isEmpty();
    }
}
