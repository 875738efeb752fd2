package dev.balancehistory.status;

import dev.balancehistory.archive.Coverage;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Draws the snapshots of the last 24 hours, with a block for each half hour, or for each hour on a narrow terminal. */
final class CoverageStrip {
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final Duration DAY = Duration.ofDays(1);
    /** Two blanks and the bars at both ends. */
    private static final int FRAME = 4;

    /** In the order in which a state hides those after it, in a block of two. */
    private enum Cell {
        PARTLY('p', '▄', "partly"),
        MISSING('m', '░', "missing"),
        WAITING('w', '▂', "waiting in the spool"),
        RECORDED('r', '█', "recorded"),
        NONE('n', '·', "none expected"),
        BEFORE('b', ' ', "");

        private final char letter;
        private final char block;
        private final String meaning;

        Cell(char letter, char block, String meaning) {
            this.letter = letter;
            this.block = block;
            this.meaning = meaning;
        }

        static Cell of(char letter) {
            return Stream.of(values())
                    .filter(cell -> cell.letter == letter)
                    .findFirst()
                    .orElseThrow();
        }

        /** Returns the state of the two half hours together. */
        Cell with(Cell other) {
            Cell first = compareTo(other) < 0 ? this : other;
            Cell second = first == this ? other : this;
            boolean partly = first == MISSING && (second == RECORDED || second == WAITING);
            return partly ? PARTLY : first;
        }
    }

    private CoverageStrip() {}

    /**
     * Returns a line for each account, one with the clock, and those that explain the blocks; none without an account.
     *
     * @param columns the width of the terminal
     */
    static List<String> lines(List<Coverage> coverages, int columns) {
        if (coverages.isEmpty()) {
            return List.of();
        }
        int width = coverages.stream()
                .mapToInt(coverage -> coverage.account().length())
                .max()
                .orElseThrow();
        int cells = coverages.get(0).cells().length();
        boolean inHours = width + FRAME + cells > columns;
        List<String> lines = new ArrayList<>();
        for (Coverage coverage : coverages) {
            String name = coverage.account();
            String blocks = inHours ? hours(coverage.cells()) : halfHours(coverage.cells());
            lines.add(name + " ".repeat(width - name.length()) + "  │" + blocks + "│");
        }
        lines.add(" ".repeat(width + FRAME - 1) + clock(coverages.get(0).since(), inHours ? cells / 2 : cells));
        lines.addAll(legend(inHours ? "an hour" : "half an hour", columns));
        return lines;
    }

    private static String halfHours(String cells) {
        return cells.chars()
                .mapToObj(letter -> String.valueOf(Cell.of((char) letter).block))
                .collect(Collectors.joining());
    }

    private static String hours(String cells) {
        return IntStream.range(0, cells.length() / 2)
                .mapToObj(hour -> Cell.of(cells.charAt(2 * hour)).with(Cell.of(cells.charAt(2 * hour + 1))))
                .map(cell -> String.valueOf(cell.block))
                .collect(Collectors.joining());
    }

    /** Returns the times of the start, the middle and the end, below their blocks. */
    private static String clock(Instant since, int width) {
        String start = CLOCK.format(since);
        String middle = CLOCK.format(since.plus(DAY.dividedBy(2)));
        String end = CLOCK.format(since.plus(DAY));
        String left = start + " ".repeat(width / 2 - start.length()) + middle;
        return left + " ".repeat(width - left.length() - end.length()) + end;
    }

    private static List<String> legend(String block, int columns) {
        List<String> words = new ArrayList<>();
        words.add("last 24 hours, UTC; a block is " + block + ":");
        Stream.of(Cell.RECORDED, Cell.PARTLY, Cell.MISSING, Cell.WAITING, Cell.NONE)
                .map(cell -> cell.block + " " + cell.meaning)
                .forEach(words::add);
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String word : words) {
            String between = line.isEmpty() ? "" : line.endsWith(":") ? " " : "  ";
            if (!line.isEmpty() && line.length() + between.length() + word.length() > columns) {
                lines.add(line);
                line = word;
            } else {
                line += between + word;
            }
        }
        lines.add(line);
        return lines;
    }
}
