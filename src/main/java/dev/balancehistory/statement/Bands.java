package dev.balancehistory.statement;

import dev.balancehistory.statement.Timeline.Band;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Ranges of columns as the data of an SVG path. */
final class Bands {
    private Bands() {}

    /** Returns the gaps of an account, from snapshot to snapshot, those that touch each other as one. */
    static List<Band> of(List<Gap> gaps, Timeline timeline) {
        return merged(
                gaps.stream().map(gap -> timeline.band(gap.start(), gap.end())).toList());
    }

    /**
     * Returns the gaps from their first missing snapshot on.
     *
     * @param interval the interval at which snapshots are expected; null without a gap
     */
    static List<Band> ofMissing(List<Gap> gaps, @Nullable Duration interval, Timeline timeline) {
        Duration first = Objects.requireNonNullElse(interval, Duration.ZERO);
        return merged(gaps.stream()
                .map(gap -> timeline.band(gap.start().plus(first), gap.end()))
                .toList());
    }

    private static List<Band> merged(List<Band> bands) {
        List<Band> merged = new ArrayList<>();
        for (Band band : bands.stream().sorted(Comparator.comparing(Band::left)).toList()) {
            Band last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            if (last != null && band.left() <= last.right()) {
                merged.set(merged.size() - 1, new Band(last.left(), Math.max(last.right(), band.right())));
            } else {
                merged.add(band);
            }
        }
        return merged;
    }

    /** Returns rectangles from the top down. */
    static String rectangles(List<Band> bands, int height) {
        StringBuilder path = new StringBuilder();
        for (Band band : bands) {
            path.append('M').append(band.left()).append(" 0H").append(band.right());
            path.append('V').append(height).append('H').append(band.left()).append('z');
        }
        return path.toString();
    }

    /** Returns lines along the bottom. */
    static String lines(List<Band> bands) {
        StringBuilder path = new StringBuilder();
        for (Band band : bands) {
            path.append('M').append(band.left()).append(' ').append(StepPath.HEIGHT);
            path.append('H').append(band.right());
        }
        return path.toString();
    }
}
