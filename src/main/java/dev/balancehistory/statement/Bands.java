package dev.balancehistory.statement;

import dev.balancehistory.statement.Timeline.Band;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Ranges of columns as the data of an SVG path. */
final class Bands {
    private Bands() {}

    /** Returns ranges that touch each other as one. */
    static List<Band> merged(List<Band> bands) {
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
