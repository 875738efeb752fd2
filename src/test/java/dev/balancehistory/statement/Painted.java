package dev.balancehistory.statement;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The area that a path of horizontal and vertical lines paints: the range of each column, and the height between two of them. */
record Painted(Map<Integer, Range> columns, Map<Integer, Range> between) {
    private static final Pattern COMMAND = Pattern.compile("([MHVz])(-?[0-9]*)(?: (-?[0-9]+))?");

    /** From the top down. */
    record Range(int top, int bottom) {
        Range with(Range other) {
            return new Range(Math.min(top, other.top), Math.max(bottom, other.bottom));
        }
    }

    Painted() {
        this(new TreeMap<>(), new TreeMap<>());
    }

    static Painted of(String path) {
        Painted painted = new Painted();
        int x = 0;
        int y = 0;
        int read = 0;
        for (MatchResult command : COMMAND.matcher(path).results().toList()) {
            read += command.group().length();
            switch (command.group(1)) {
                case "M" -> {
                    x = Integer.parseInt(command.group(2));
                    y = Integer.parseInt(command.group(3));
                    painted.vertical(x, y, y);
                }
                case "H" -> {
                    painted.horizontal(x, Integer.parseInt(command.group(2)), y);
                    x = Integer.parseInt(command.group(2));
                }
                case "V" -> {
                    painted.vertical(x, y, Integer.parseInt(command.group(2)));
                    y = Integer.parseInt(command.group(2));
                }
                default -> throw new AssertionError(command.group());
            }
        }
        if (read != path.length()) {
            throw new AssertionError("not a step path: " + path);
        }
        return painted;
    }

    void vertical(int x, int from, int to) {
        columns.merge(x, new Range(Math.min(from, to), Math.max(from, to)), Range::with);
    }

    void horizontal(int from, int to, int y) {
        for (int x = from; x < to; x++) {
            between.merge(x, new Range(y, y), Range::with);
            vertical(x, y, y);
            vertical(x + 1, y, y);
        }
    }
}
