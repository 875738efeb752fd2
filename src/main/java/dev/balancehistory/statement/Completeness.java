package dev.balancehistory.statement;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How many of the expected snapshots were recorded.
 *
 * @param recorded the number of snapshots, of the accounts whose interval is known
 * @param expected the number expected of them
 * @param accounts all accounts
 * @param gaps all gaps
 */
record Completeness(long recorded, long expected, List<AccountHistory> accounts, List<Gap> gaps, List<Strip> strips) {
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
                accounts,
                accounts.stream().flatMap(account -> account.gaps().stream()).toList(),
                accounts.stream().map(account -> Strip.of(account, timeline)).toList());
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

    /** Returns the names of the accounts whose interval is unknown, and that have a snapshot. */
    String unknownNames() {
        return names(account -> account.interval() == null && account.snapshots() > 0);
    }

    /** Returns the number of snapshots of the accounts whose interval is unknown. */
    long unknownSnapshots() {
        return accounts.stream()
                .filter(account -> account.interval() == null)
                .mapToLong(AccountHistory::snapshots)
                .sum();
    }

    /** Returns the names of the accounts without a snapshot. */
    String emptyNames() {
        return names(account -> account.snapshots() == 0);
    }

    private String names(Predicate<AccountHistory> condition) {
        return accounts.stream().filter(condition).map(AccountHistory::name).collect(Collectors.joining(", "));
    }

    /** Returns whether no account has a snapshot. */
    boolean isEmpty() {
        return accounts.stream().allMatch(account -> account.snapshots() == 0);
    }

    /** Returns whether each expected snapshot was recorded. */
    boolean isWhole() {
        return accounts.stream().allMatch(AccountHistory::isWhole);
    }

    /** Returns whether the time of an account begins with its first snapshot. */
    boolean hasBefore() {
        return accounts.stream().anyMatch(account -> account.since() != null);
    }

    /** Returns the sentences about the time in which nothing is known. */
    List<String> unknownTimes(Texts texts) {
        List<String> sentences = new ArrayList<>();
        if (isEmpty()) {
            sentences.add(texts.lookup("complete.empty"));
        } else if (!emptyNames().isEmpty()) {
            sentences.add(texts.text("complete.empty.of", emptyNames()));
        }
        for (AccountHistory account : accounts) {
            Instant since = account.since();
            if (since != null) {
                sentences.add(texts.text(
                        "complete.since", account.name(), texts.minute(since).text()));
            }
        }
        return sentences;
    }

    /** Returns the text for a history in which no snapshot is missing. */
    String nothingMissing() {
        return hasBefore() ? "complete.all.since" : "complete.all";
    }

    Optional<Gap> longest() {
        return gaps.stream().max(Comparator.comparing(Gap::length));
    }
}
