package dev.balancehistory.statement;

import dev.balancehistory.statement.Timeline.Band;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How many of the expected snapshots were recorded.
 *
 * @param recorded the number of snapshots, of the accounts whose interval is known
 * @param expected the number expected of them
 * @param unknown the accounts whose interval is unknown
 * @param gaps all gaps
 */
record Completeness(long recorded, long expected, List<AccountHistory> unknown, List<Gap> gaps, List<Strip> strips) {
    /**
     * The time of an account from left to right.
     *
     * @param recorded the path of the time with snapshots, or between two of them
     * @param missing the path of the gaps
     * @param percent the share of the expected snapshots that were recorded; null if it is unknown
     */
    record Strip(
            String account,
            long snapshots,
            @Nullable Long expected,
            String recorded,
            String missing,
            @Nullable String percent) {

        @Nullable
        Long missingSnapshots() {
            return expected == null ? null : expected - snapshots;
        }
    }

    static Completeness of(List<AccountHistory> accounts, Timeline timeline) {
        List<AccountHistory> known =
                accounts.stream().filter(account -> account.interval() != null).toList();
        return new Completeness(
                known.stream().mapToLong(AccountHistory::snapshots).sum(),
                known.stream()
                        .map(AccountHistory::expected)
                        .filter(Objects::nonNull)
                        .mapToLong(Long::longValue)
                        .sum(),
                accounts.stream().filter(account -> account.interval() == null).toList(),
                accounts.stream().flatMap(account -> account.gaps().stream()).toList(),
                accounts.stream().map(account -> strip(account, timeline)).toList());
    }

    private static Strip strip(AccountHistory account, Timeline timeline) {
        Instant start = account.opening() == null ? account.firstTime() : timeline.from();
        List<Band> recorded = start == null ? List.of() : List.of(timeline.band(start, timeline.to()));
        Long expected = account.expected();
        return new Strip(
                account.name(),
                account.snapshots(),
                expected,
                Bands.rectangles(recorded, StepPath.HEIGHT),
                Bands.rectangles(Bands.ofMissing(account.gaps(), account.interval(), timeline), StepPath.HEIGHT),
                expected == null ? null : percent(account.snapshots(), expected));
    }

    /** Returns the share with two digits behind the point, rounded down; null if nothing was expected. */
    static @Nullable String percent(long recorded, long expected) {
        if (expected == 0) {
            return null;
        }
        long hundredths = recorded * 10_000 / expected;
        return String.format(Locale.ROOT, "%d.%02d", hundredths / 100, hundredths % 100);
    }

    @Nullable
    String percent() {
        return percent(recorded, expected);
    }

    long missing() {
        return expected - recorded;
    }

    String unknownNames() {
        return unknown.stream().map(AccountHistory::name).collect(Collectors.joining(", "));
    }

    Optional<Gap> longest() {
        return gaps.stream().max(Comparator.comparing(Gap::length));
    }
}
