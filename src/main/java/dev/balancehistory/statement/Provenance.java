package dev.balancehistory.statement;

import java.util.ArrayList;
import java.util.List;

/**
 * How many snapshots are not from a response that the recorder fetched.
 *
 * @param snapshots the number of snapshots in the statement
 * @param exported those that were made from an exported history
 * @param imported those whose response was imported
 * @param openings the accounts whose opening balances were made from an exported history
 * @param sources whether the statement has any balance
 */
record Provenance(long snapshots, long exported, long imported, List<String> openings, boolean sources) {
    static Provenance of(List<AccountHistory> accounts) {
        return new Provenance(
                accounts.stream().mapToLong(AccountHistory::snapshots).sum(),
                accounts.stream().mapToLong(AccountHistory::exported).sum(),
                accounts.stream().mapToLong(AccountHistory::imported).sum(),
                accounts.stream()
                        .filter(account ->
                                account.opening() != null && account.opening().isExported())
                        .map(AccountHistory::name)
                        .toList(),
                accounts.stream().anyMatch(account -> account.opening() != null || account.closing() != null));
    }

    /** Returns whether each balance is from a response of the exchange. */
    boolean isOfExchange() {
        return exported == 0 && openings.isEmpty();
    }

    /** Returns the sentences for a terminal. */
    List<String> sentences(Texts texts) {
        List<String> sentences = new ArrayList<>();
        if (exported > 0) {
            sentences.add(texts.text("origin.exported", exported, snapshots));
        }
        if (!openings.isEmpty()) {
            sentences.add(texts.text("origin.opening", String.join(", ", openings)));
        }
        if (imported > 0) {
            sentences.add(texts.text("origin.imported", imported, snapshots));
        }
        return sentences;
    }
}
