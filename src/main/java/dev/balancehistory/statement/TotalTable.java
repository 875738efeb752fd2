package dev.balancehistory.statement;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The table of all accounts.
 *
 * @param rows a row for each currency
 * @param accounts the accounts of the statement
 */
record TotalTable(List<TotalRow> rows, List<AccountHistory> accounts) {
    /** Returns the rows without those that are zero. */
    List<TotalRow> shown() {
        return rows.stream().filter(row -> !row.isZero()).toList();
    }

    /** Returns the names of the currencies that are zero. */
    String zero() {
        return rows.stream().filter(TotalRow::isZero).map(TotalRow::currency).collect(Collectors.joining(", "));
    }

    /** Returns the most digits behind the point in a row that is shown. */
    int places() {
        return shown().stream().mapToInt(TotalRow::places).max().orElse(0);
    }

    /** Returns whether a change is missing, since opening and closing are not of the same wallets. */
    boolean hasIncomparable() {
        return shown().stream().anyMatch(row -> row.opening() != null && row.closing() != null && !row.comparable());
    }

    /** Returns the mark of a sum over some of the accounts, such as 2/3; null for a sum over all or none. */
    @Nullable
    String mark(int reporting) {
        return reporting > 0 && reporting < accounts.size() ? reporting + "/" + accounts.size() : null;
    }

    /** Returns one of the marks, for their explanation; empty without one. */
    String markExample() {
        return shown().stream()
                .flatMap(row -> Stream.of(row.openingAccounts(), row.closingAccounts()))
                .map(this::mark)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("");
    }

    /** Returns the text for the opening sum of a currency that no account reports. */
    String noOpening() {
        return none(AccountHistory::opening);
    }

    /** Returns the text for such a closing sum. */
    String noClosing() {
        return none(AccountHistory::closing);
    }

    private String none(Function<AccountHistory, @Nullable Source> source) {
        return accounts.stream().allMatch(account -> source.apply(account) == null) ? "none.snapshot" : "none";
    }
}
