package dev.balancehistory.cli;

import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A table for a terminal: the first column is aligned to the left, the others to the right, by their decimal points.
 */
public final class TextTable {
    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();

    public TextTable(String... header) {
        rows.add(List.of(header));
    }

    public void row(String... cells) {
        rows.add(List.of(cells));
    }

    public List<String> lines() {
        int columns = rows.get(0).size();
        List<List<String>> aligned = IntStream.range(0, columns)
                .mapToObj(column -> column == 0 ? left(column) : decimal(column))
                .toList();
        return IntStream.range(0, rows.size())
                .mapToObj(row -> String.join(
                                GAP,
                                aligned.stream().map(column -> column.get(row)).toList())
                        .stripTrailing())
                .toList();
    }

    private List<String> left(int column) {
        List<String> cells = rows.stream().map(row -> row.get(column)).toList();
        int width = cells.stream().mapToInt(TextTable::width).max().orElse(0);
        return cells.stream()
                .map(cell -> cell + " ".repeat(width - width(cell)))
                .toList();
    }

    private List<String> decimal(int column) {
        List<String> cells = rows.stream().map(row -> row.get(column)).toList();
        int behind = cells.stream().mapToInt(TextTable::behindPoint).max().orElse(0);
        int marks = cells.stream()
                .filter(TextTable::isNumber)
                .mapToInt(cell -> mark(cell).length())
                .max()
                .orElse(0);
        List<String> padded = cells.stream()
                .map(cell -> isNumber(cell) ? padded(cell, behind, marks) : cell)
                .toList();
        int width = padded.stream().mapToInt(TextTable::width).max().orElse(0);
        return padded.stream()
                .map(cell -> " ".repeat(width - width(cell)) + cell)
                .toList();
    }

    /** Returns the columns of a terminal that a text takes: a character of an East Asian script takes two. */
    private static int width(String text) {
        return text.codePoints()
                .map(character -> switch (UnicodeScript.of(character)) {
                    case HANGUL, HAN, HIRAGANA, KATAKANA -> 2;
                    default -> 1;
                })
                .sum();
    }

    private static String padded(String cell, int behind, int marks) {
        String mark = mark(cell);
        return cell.substring(0, cell.length() - mark.length())
                + " ".repeat(behind - behindPoint(cell))
                + mark
                + " ".repeat(marks - mark.length());
    }

    /** Returns the remark in parentheses behind a number, with its space; empty without one. */
    private static String mark(String cell) {
        int start = cell.indexOf(" (");
        return start < 0 ? "" : cell.substring(start);
    }

    /** Returns the number of characters after the last digit before the point, without a remark. */
    private static int behindPoint(String cell) {
        int point = cell.indexOf('.');
        return !isNumber(cell) || point < 0
                ? 0
                : Math.max(0, cell.length() - mark(cell).length() - point);
    }

    private static boolean isNumber(String cell) {
        return !cell.isEmpty() && (Character.isDigit(cell.charAt(0)) || "+-".indexOf(cell.charAt(0)) >= 0);
    }
}
