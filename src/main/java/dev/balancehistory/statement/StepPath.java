package dev.balancehistory.statement;

import dev.balancehistory.statement.Series.Column;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * Draws a balance as a step line, in integers: {@value Timeline#COLUMNS} columns wide and {@value #HEIGHT} high. The
 * data of an SVG path.
 */
final class StepPath {
    static final int HEIGHT = 1000;

    private final StringBuilder path = new StringBuilder();
    private final BigDecimal lowest;
    private final BigDecimal range;
    private int drawn = -1;
    private int y;

    private StepPath(BigDecimal lowest, BigDecimal highest) {
        this.lowest = lowest;
        this.range = highest.subtract(lowest);
    }

    /**
     * Returns the line. In each column it goes through the lowest, the highest and the last balance. It is interrupted
     * where a break lies between two columns.
     *
     * @param columns in order, at least one
     * @param end the column up to which the last balance is valid
     */
    static String line(List<Column> columns, Breaks breaks, int end) {
        BigDecimal lowest =
                columns.stream().map(Column::lowest).reduce(BigDecimal::min).orElseThrow();
        BigDecimal highest =
                columns.stream().map(Column::highest).reduce(BigDecimal::max).orElseThrow();
        StepPath path = new StepPath(lowest, highest);
        int before = -1;
        for (Column column : columns) {
            if (before < 0 || breaks.between(before, column.place())) {
                path.move(before + 1, column.place(), path.height(column.first()));
            }
            path.step(column);
            before = column.place();
        }
        path.horizontal(Math.max(end, before + 1));
        return path.path.toString();
    }

    /** Returns the area of the locked share, from the bottom up; empty if nothing is locked. */
    static String area(List<Column> columns, Breaks breaks, int end) {
        StepPath path = new StepPath(BigDecimal.ZERO, BigDecimal.ZERO);
        int right = -1;
        for (int i = 0; i < columns.size(); i++) {
            int left = columns.get(i).place();
            int height = HEIGHT - share(columns.get(i));
            if (right >= 0 && right < left) {
                path.vertical(right, HEIGHT);
            }
            if (path.drawn < 0 && height < HEIGHT) {
                path.move(left, left, HEIGHT);
            }
            if (path.drawn >= 0) {
                path.vertical(left, height);
                right = right(columns, i, breaks, end);
            }
        }
        if (path.drawn >= 0) {
            path.vertical(right, HEIGHT);
        }
        return path.path.toString();
    }

    private static int right(List<Column> columns, int i, Breaks breaks, int end) {
        int place = columns.get(i).place();
        if (i + 1 == columns.size()) {
            return Math.max(end, place + 1);
        }
        int next = columns.get(i + 1).place();
        return breaks.between(place, next) ? place + 1 : next;
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

    /** Returns the distance from the top; a balance that never changes is in the middle, and zero at the bottom. */
    private int height(BigDecimal balance) {
        if (range.signum() == 0) {
            return lowest.signum() == 0 ? HEIGHT : HEIGHT / 2;
        }
        BigDecimal above = balance.subtract(lowest).multiply(BigDecimal.valueOf(HEIGHT));
        return HEIGHT - above.divide(range, 0, RoundingMode.HALF_UP).intValueExact();
    }

    /** Draws the balances of a column: those beyond the first and the last one, then the last one. */
    private void step(Column column) {
        int last = height(column.last());
        int top = height(column.highest());
        int bottom = height(column.lowest());
        if (top < Math.min(y, last)) {
            vertical(column.place(), top);
        }
        if (bottom > Math.max(y, last)) {
            vertical(column.place(), bottom);
        }
        vertical(column.place(), last);
    }

    /** Ends the line after the column that it has reached, and begins another one. */
    private void move(int end, int toX, int toY) {
        if (drawn >= 0) {
            horizontal(end);
        }
        path.append('M').append(toX).append(' ').append(toY);
        drawn = toX;
        y = toY;
    }

    private void vertical(int at, int to) {
        if (to != y) {
            horizontal(at);
            path.append('V').append(to);
            y = to;
        }
    }

    private void horizontal(int to) {
        if (to != drawn) {
            path.append('H').append(to);
            drawn = to;
        }
    }
}
