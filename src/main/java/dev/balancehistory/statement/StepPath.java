package dev.balancehistory.statement;

import dev.balancehistory.statement.Series.Column;
import dev.balancehistory.statement.Series.Point;
import dev.balancehistory.statement.Timeline.Band;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Draws a balance as a step line, in integers: {@value Timeline#COLUMNS} columns wide and {@value #HEIGHT} high. The
 * data of an SVG path.
 */
final class StepPath {
    static final int HEIGHT = 1000;

    private final StringBuilder path = new StringBuilder();
    private final BigDecimal lowest;
    private final BigDecimal range;
    private int x = -1;
    private int y = -1;

    private StepPath(BigDecimal lowest, BigDecimal highest) {
        this.lowest = lowest;
        this.range = highest.subtract(lowest);
    }

    /**
     * Returns the line. In each column it goes through the lowest, the highest and the last balance. It is interrupted
     * where a break lies between two columns.
     *
     * @param columns in order, at least one
     * @param breaks the stretches without a snapshot that lists the currency, from the column of the last one before
     *     to the column of the first one after
     * @param end the column up to which the last balance is valid
     */
    static String line(List<Column> columns, List<Band> breaks, int end) {
        BigDecimal lowest =
                columns.stream().map(Column::lowest).reduce(BigDecimal::min).orElseThrow();
        BigDecimal highest =
                columns.stream().map(Column::highest).reduce(BigDecimal::max).orElseThrow();
        StepPath path = new StepPath(lowest, highest);
        Column before = null;
        for (Column column : columns) {
            if (before == null || isBroken(before.place(), column.place(), breaks)) {
                path.leave(before);
                path.move(column.place(), path.height(column.lowest()));
            } else {
                path.horizontal(column.place());
                path.vertical(path.height(column.lowest()));
            }
            path.vertical(path.height(column.highest()));
            path.vertical(path.height(column.last()));
            before = column;
        }
        path.horizontal(Math.max(end, path.x + 1));
        return path.path.toString();
    }

    /** Returns whether a stretch without a balance lies between two columns. */
    static boolean isBroken(int left, int right, List<Band> breaks) {
        return breaks.stream()
                .anyMatch(hole -> hole.left() < hole.right() && left <= hole.left() && hole.right() <= right);
    }

    /** Returns the area of the locked share, from the bottom up; empty if nothing is locked. */
    static String area(List<Column> columns, List<Band> breaks, int end) {
        StringBuilder area = new StringBuilder();
        for (int i = 0; i < columns.size(); i++) {
            int height = share(columns.get(i));
            if (height == 0) {
                continue;
            }
            int left = columns.get(i).place();
            int right = right(columns, i, breaks, end);
            while (i + 1 < columns.size()
                    && right == columns.get(i + 1).place()
                    && share(columns.get(i + 1)) == height) {
                i++;
                right = right(columns, i, breaks, end);
            }
            area.append('M').append(left).append(' ').append(HEIGHT).append('V').append(HEIGHT - height);
            area.append('H').append(right).append('V').append(HEIGHT).append('z');
        }
        return area.toString();
    }

    private static int right(List<Column> columns, int i, List<Band> breaks, int end) {
        int place = columns.get(i).place();
        if (i + 1 == columns.size()) {
            return Math.max(end, place + 1);
        }
        int next = columns.get(i + 1).place();
        return isBroken(place, next, breaks) ? place + 1 : next;
    }

    /** Returns the highest locked share of a column, at least 1 if anything is locked. */
    private static int share(Column column) {
        if (column.highestLocked().signum() <= 0) {
            return 0;
        }
        if (column.highest().compareTo(column.highestLocked()) <= 0) {
            return HEIGHT;
        }
        int share = column.highestLocked()
                .multiply(BigDecimal.valueOf(HEIGHT))
                .divide(column.highest(), 0, RoundingMode.HALF_UP)
                .intValueExact();
        return Math.max(1, share);
    }

    /** Returns the intervals in which a point ends a stretch and the next one starts another. */
    static List<Band> unlisted(List<Point> points, Timeline timeline) {
        List<Band> bands = new ArrayList<>();
        Point end = null;
        for (Point point : points) {
            if (point.starts() && end != null) {
                bands.add(new Band(timeline.column(end.time()), timeline.column(point.time())));
            }
            if (point.ends()) {
                end = point;
            }
        }
        return bands;
    }

    /** Returns the distance from the top; a balance that never changes is in the middle, and zero at the bottom. */
    private int height(BigDecimal balance) {
        if (range.signum() == 0) {
            return lowest.signum() == 0 ? HEIGHT : HEIGHT / 2;
        }
        BigDecimal above = balance.subtract(lowest).multiply(BigDecimal.valueOf(HEIGHT));
        return HEIGHT - above.divide(range, 0, RoundingMode.HALF_UP).intValueExact();
    }

    private void leave(@Nullable Column before) {
        if (before != null) {
            horizontal(x + 1);
        }
    }

    private void move(int toX, int toY) {
        path.append('M').append(toX).append(' ').append(toY);
        x = toX;
        y = toY;
    }

    private void horizontal(int to) {
        if (to != x) {
            path.append('H').append(to);
            x = to;
        }
    }

    private void vertical(int to) {
        if (to != y) {
            path.append('V').append(to);
            y = to;
        }
    }
}
