package dev.balancehistory.statement;

import dev.balancehistory.statement.Timeline.Band;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

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
        return bands.stream()
                .map(band -> "M" + band.left() + " 0H" + band.right() + "V" + height + "H" + band.left() + "z")
                .collect(Collectors.joining());
    }

    /** Returns lines along the bottom. */
    static String lines(List<Band> bands) {
        return bands.stream()
                .map(band -> "M" + band.left() + " " + StepPath.HEIGHT + "H" + band.right())
                .collect(Collectors.joining());
    }
}
