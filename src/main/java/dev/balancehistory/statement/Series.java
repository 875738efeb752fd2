package dev.balancehistory.statement;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/**
 * The balances of a currency in a wallet during the statement.
 *
 * @param points the snapshots at which the balance or its locked part changes, or a stretch begins or ends in which it
 *     is listed. Too many are reduced to the ends, the lowest and the highest one
 * @param columns the columns of the picture that contain a snapshot with the currency
 * @param changes the number of changes of the balance
 * @param complete whether no point is left out
 */
record Series(Holding holding, List<Point> points, List<Column> columns, long changes, boolean complete) {
    /**
     * A snapshot.
     *
     * @param starts whether the snapshot before does not list the currency
     * @param ends whether the next one does not
     * @param lowest whether no balance is lower, and no earlier one as low
     * @param highest whether no balance is higher, and no earlier one as high
     */
    record Point(
            Instant time,
            BigDecimal balance,
            BigDecimal locked,
            boolean starts,
            boolean ends,
            boolean lowest,
            boolean highest) {}

    /** A column of the picture, counted from 0: its first, lowest, highest and last balance. */
    record Column(
            int place,
            Instant start,
            BigDecimal first,
            BigDecimal lowest,
            BigDecimal highest,
            BigDecimal last,
            BigDecimal highestLocked) {}

    /** Its lowest and its highest point, and the number of changes. */
    record Range(Point lowest, Point highest, long changes) {
        boolean isFlat() {
            return changes == 0 && lowest.balance().compareTo(highest.balance()) == 0;
        }
    }

    /** Returns what the tables show of it. */
    Range range() {
        return new Range(only(Point::lowest), only(Point::highest), changes);
    }

    private Point only(Predicate<Point> kind) {
        return points.stream().filter(kind).findFirst().orElseThrow();
    }

    /** Returns whether neither the balance nor its locked part ever changes. */
    boolean isStill() {
        return range().isFlat()
                && points.stream()
                                .map(point -> point.locked().stripTrailingZeros())
                                .distinct()
                                .count()
                        == 1;
    }
}
