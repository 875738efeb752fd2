package dev.balancehistory.verification;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something recorded that is not what the exchange sent, or that cannot be.
 *
 * @param account the account's name
 * @param time the response time of the snapshot; of a response without a snapshot, the time that is known of it. Null
 *     for the account as a whole
 * @param sequence the snapshot's number in its account's chain; null if there is no snapshot
 * @param balance the wallet and the currency; null if the difference is about the snapshot as a whole
 * @param text the difference as text, which may contain unprintable characters
 */
record Difference(
        String account,
        @Nullable Instant time,
        @Nullable Long sequence,
        @Nullable String balance,
        String text) {
    @Override
    public String toString() {
        return account
                + (time == null ? "" : " " + time)
                + (sequence == null ? "" : " (sequence " + sequence + ')')
                + (balance == null ? "" : ' ' + balance)
                + ": " + text;
    }
}
