package dev.balancehistory.statement;

import dev.balancehistory.statement.Timeline.Band;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The time of an account from left to right.
 *
 * @param since the time of the first snapshot of all, if expected ones are unknown before it; null if none are
 * @param before the path of the time before the first snapshot; empty without such a time
 * @param recorded the path of the time with snapshots, or between two of them
 * @param missing the gaps
 * @param percent the share of the expected snapshots that were recorded; null if it is unknown
 */
record Strip(
        String account,
        long snapshots,
        @Nullable Long expected,
        @Nullable Instant since,
        String before,
        String recorded,
        List<Shade> missing,
        @Nullable String percent) {

    /** Draws the strip. */
    static Strip of(AccountHistory account, Timeline timeline) {
        Instant start = account.opening() == null ? account.firstTime() : timeline.from();
        List<Band> recorded = start == null ? List.of() : List.of(timeline.band(start, timeline.to()));
        Instant since = account.since();
        List<Band> before = since == null
                ? List.of()
                : List.of(new Band(0, timeline.band(since, since).left()));
        Long expected = account.expected();
        return new Strip(
                account.name(),
                account.snapshots(),
                expected,
                since,
                Bands.rectangles(before, StepPath.HEIGHT),
                Bands.rectangles(recorded, StepPath.HEIGHT),
                Shade.ofMissing(account.gaps(), account.interval(), timeline),
                expected == null ? null : Completeness.percent(account.snapshots(), expected));
    }

    @Nullable
    Long missingSnapshots() {
        return expected == null ? null : expected - snapshots;
    }
}
