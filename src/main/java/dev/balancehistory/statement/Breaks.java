package dev.balancehistory.statement;

import dev.balancehistory.statement.Series.Point;
import dev.balancehistory.statement.Timeline.Band;
import java.util.ArrayList;
import java.util.List;

/**
 * The stretches without a snapshot that lists a currency, which interrupt its line.
 *
 * @param bands the stretches, each from the column of the last snapshot before to the column of the first one after
 */
record Breaks(List<Band> bands) {
    /** Returns the gaps of an account, and the stretches in which its snapshots do not list the currency. */
    static Breaks of(AccountHistory account, Series series, Timeline timeline) {
        List<Band> bands = new ArrayList<>();
        Point end = null;
        for (Point point : series.points()) {
            if (point.starts() && end != null) {
                bands.add(new Band(timeline.column(end.time()), timeline.column(point.time())));
            }
            if (point.ends()) {
                end = point;
            }
        }
        account.gaps().forEach(gap -> bands.add(new Band(timeline.column(gap.start()), timeline.column(gap.end()))));
        return new Breaks(bands);
    }

    /** Returns whether a stretch lies between two columns. */
    boolean between(int left, int right) {
        return bands.stream()
                .anyMatch(band -> band.left() < band.right() && left <= band.left() && band.right() <= right);
    }
}
