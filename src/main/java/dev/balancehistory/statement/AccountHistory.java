package dev.balancehistory.statement;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * An account during the statement.
 *
 * @param interval the interval at which snapshots are expected; null if it is unknown
 * @param opening the last snapshot before the statement; null without one
 * @param closing the last snapshot in the statement; null without one
 * @param firstTime the time of the first snapshot in the statement; null without one
 * @param since the time of the first snapshot of all, if expected ones are unknown before it; null if none are
 * @param snapshots the number of snapshots in the statement
 * @param exported those of them that were made from an exported history
 * @param imported those of them whose response was imported
 * @param gaps the gaps in which a snapshot of the statement is missing
 * @param seal the newest seal of the snapshots until the end; null without one
 */
record AccountHistory(
        int id,
        String name,
        String exchange,
        @Nullable Duration interval,
        @Nullable Source opening,
        @Nullable Source closing,
        @Nullable Instant firstTime,
        @Nullable Instant since,
        long snapshots,
        long exported,
        long imported,
        SortedMap<Holding, Held> openingBalances,
        SortedMap<Holding, Held> closingBalances,
        List<Gap> gaps,
        @Nullable AccountSeal seal) {

    /** A seal with its place in the chain. */
    record AccountSeal(long sequence, String digits) {}

    /** Returns the time of the first snapshot of all, if an earlier one was expected in the statement, as in a gap. */
    static @Nullable Instant since(
            @Nullable Source opening, @Nullable Instant first, @Nullable Duration interval, Instant from) {
        if (opening != null || first == null) {
            return null;
        }
        Duration before = Duration.between(from, first);
        Duration usual = Objects.requireNonNullElse(interval, Duration.ZERO);
        return before.multipliedBy(2).compareTo(usual.multipliedBy(3)) > 0 ? first : null;
    }

    long missing() {
        return gaps.stream().mapToLong(Gap::missing).sum();
    }

    /** Returns the number of snapshots that were expected; null if that is unknown. */
    @Nullable
    Long expected() {
        return interval == null ? null : snapshots + missing();
    }

    /** Returns the share of the expected snapshots that were recorded, as text; null if it is unknown. */
    @Nullable
    String percent() {
        Long expected = expected();
        return expected == null ? null : Completeness.percent(snapshots, expected);
    }

    /** Returns whether each expected snapshot of the statement was recorded. */
    boolean isWhole() {
        return interval != null && closing != null && since == null && gaps.isEmpty();
    }

    /** Returns the text for an opening balance that is missing. */
    String noOpening() {
        return opening == null ? "none.snapshot" : "none";
    }

    /** Returns the text for a closing balance that is missing. */
    String noClosing() {
        return closing == null ? "none.snapshot" : "none";
    }

    /** Returns what the opening or the closing snapshot lists. */
    SortedSet<Holding> holdings() {
        TreeSet<Holding> all = new TreeSet<>(openingBalances.keySet());
        all.addAll(closingBalances.keySet());
        return all;
    }

    /** Returns the closing less the opening balance; null if one of them is not reported. */
    @Nullable
    BigDecimal change(Holding holding) {
        Held before = openingBalances.get(holding);
        Held after = closingBalances.get(holding);
        return before == null || after == null ? null : after.balance().subtract(before.balance());
    }
}
