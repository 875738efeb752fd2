package dev.balancehistory.statement;

import dev.balancehistory.statement.Timeline.Band;
import java.time.Instant;
import java.util.List;

/**
 * The time of an account from left to right.
 *
 * @param before the path of the time before the first snapshot; empty without such a time
 * @param recorded the path of the time with snapshots, or between two of them
 * @param missing the gaps
 */
record Strip(AccountHistory account, String before, String recorded, List<Shade> missing) {
    /** Draws the strip. */
    static Strip of(AccountHistory account, Timeline timeline) {
        Instant start = account.opening() == null ? account.firstTime() : timeline.from();
        List<Band> recorded = start == null ? List.of() : List.of(timeline.band(start, timeline.to()));
        Instant since = account.since();
        List<Band> before = since == null
                ? List.of()
                : List.of(new Band(0, timeline.band(since, since).left()));
        return new Strip(
                account,
                Bands.rectangles(before, StepPath.HEIGHT),
                Bands.rectangles(recorded, StepPath.HEIGHT),
                Shade.ofMissing(account.gaps(), account.interval(), timeline));
    }
}
