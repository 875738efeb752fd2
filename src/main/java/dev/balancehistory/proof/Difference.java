package dev.balancehistory.proof;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something recorded that is not what the exchange sent, or can't be.
 *
 * @param account the account's name
 * @param responseTime of the snapshot
 * @param currency null if it is about the snapshot as a whole
 * @param words what differs, for people; may hold text that is not fit to be shown as it is
 */
public record Difference(
        String account, Instant responseTime, @Nullable String currency, String words) {
    @Override
    public String toString() {
        return account + ' ' + responseTime + (currency == null ? "" : ' ' + currency) + ": " + words;
    }
}
