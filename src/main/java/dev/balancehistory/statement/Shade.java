package dev.balancehistory.statement;

import dev.balancehistory.statement.Timeline.Band;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Gaps of an account as a picture shows them. Short ones that are close to each other are one range, as opaque as the
 * share of its time that they take. Drawn each for itself, they would hide what was recorded between them.
 *
 * @param bands the ranges of columns, in order
 * @param percent their opacity
 */
record Shade(List<Band> bands, int percent) {
    private static final int SOLID = 100;
    private static final int LEAST = 20;

    /** The width in columns below which a gap is short. */
    private static final double SHORT = 2;

    /** The distance in columns below which short gaps are close to each other, from start to start. */
    private static final double CLOSE = 8;

    /** The number of close gaps from which on they are one range. */
    private static final int MANY = 4;

    /** The place of a gap, in columns. */
    private record Span(Gap gap, double left, double right) {
        double width() {
            return right - left;
        }
    }

    /** Returns the gaps from snapshot to snapshot. */
    static List<Shade> of(List<Gap> gaps, Timeline timeline) {
        return of(gaps, Duration.ZERO, timeline);
    }

    /**
     * Returns the gaps from their first missing snapshot on.
     *
     * @param interval the interval at which snapshots are expected; null without a gap
     */
    static List<Shade> ofMissing(List<Gap> gaps, @Nullable Duration interval, Timeline timeline) {
        return of(gaps, interval == null ? Duration.ZERO : interval, timeline);
    }

    private static List<Shade> of(List<Gap> gaps, Duration skipped, Timeline timeline) {
        Map<Integer, List<Band>> bands = new TreeMap<>();
        for (List<Span> group : groups(gaps, skipped, timeline)) {
            if (group.size() < MANY) {
                List<Band> solid = bands.computeIfAbsent(SOLID, key -> new ArrayList<>());
                group.forEach(span -> solid.add(timeline.band(
                        span.gap().start().plus(skipped), span.gap().end())));
            } else {
                Span first = group.get(0);
                Span last = group.get(group.size() - 1);
                bands.computeIfAbsent(percent(group), key -> new ArrayList<>())
                        .add(timeline.band(
                                first.gap().start().plus(skipped), last.gap().end()));
            }
        }
        return bands.entrySet().stream()
                .map(entry -> new Shade(Bands.merged(entry.getValue()), entry.getKey()))
                .toList();
    }

    private static List<List<Span>> groups(List<Gap> gaps, Duration skipped, Timeline timeline) {
        List<Span> spans = gaps.stream()
                .map(gap -> new Span(
                        gap,
                        timeline.share(gap.start().plus(skipped)) * Timeline.COLUMNS,
                        timeline.share(gap.end()) * Timeline.COLUMNS))
                .sorted(Comparator.comparing(Span::left))
                .toList();
        List<List<Span>> groups = new ArrayList<>();
        Span before = null;
        for (Span span : spans) {
            boolean close = before != null
                    && before.width() < SHORT
                    && span.width() < SHORT
                    && span.left() - before.left() < CLOSE;
            if (!close) {
                groups.add(new ArrayList<>());
            }
            groups.get(groups.size() - 1).add(span);
            before = span;
        }
        return groups;
    }

    /** Returns the share that the gaps take, rounded up to tens. */
    private static int percent(List<Span> group) {
        double missing = group.stream().mapToDouble(Span::width).sum();
        double whole = group.get(group.size() - 1).right() - group.get(0).left();
        return Math.max(LEAST, Math.min(SOLID, 10 * (int) Math.ceil(10 * missing / whole)));
    }

    boolean isPale() {
        return percent < SOLID;
    }

    /** Returns the opacity as SVG writes it. */
    String opacity() {
        return isPale() ? "0." + percent / 10 : "1";
    }

    /** Returns rectangles from the top down. */
    String rectangles(int height) {
        return Bands.rectangles(bands, height);
    }
}
