package dev.balancehistory.statement;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The gaps as the page lists them.
 *
 * @param longest the longest ones, in order of account and time
 * @param others the other ones by their cause
 */
record GapTable(List<Gap> longest, List<Others> others) {
    static final int MOST = 50;

    /** The gaps of a cause. */
    record Others(String cause, long gaps, long missing) {}

    static GapTable of(List<Gap> gaps) {
        Comparator<Gap> byTime = Comparator.comparing(Gap::account).thenComparing(Gap::start);
        List<Gap> byLength = new ArrayList<>(gaps);
        byLength.sort(Comparator.comparing(Gap::length).reversed().thenComparing(byTime));
        List<Gap> longest = byLength.subList(0, Math.min(MOST, byLength.size())).stream()
                .sorted(byTime)
                .toList();
        Map<String, List<Gap>> others = byLength.subList(longest.size(), byLength.size()).stream()
                .collect(Collectors.groupingBy(Gap::cause, LinkedHashMap::new, Collectors.toList()));
        return new GapTable(
                longest,
                others.entrySet().stream()
                        .map(cause -> new Others(
                                cause.getKey(),
                                cause.getValue().size(),
                                cause.getValue().stream()
                                        .mapToLong(Gap::missing)
                                        .sum()))
                        .sorted(Comparator.comparing(Others::gaps).reversed().thenComparing(Others::cause))
                        .toList());
    }

    long otherGaps() {
        return others.stream().mapToLong(Others::gaps).sum();
    }
}
