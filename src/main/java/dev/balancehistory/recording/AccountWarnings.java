package dev.balancehistory.recording;

import dev.balancehistory.balance.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The warnings about an account. A fact of the account, such as a debt, is reported when it begins: the operator cannot
 * end it. A cause that the operator can end is reported by each run until then.
 */
final class AccountWarnings {
    private AccountWarnings() {}

    /**
     * Returns the warnings of a fetch and its snapshot, one line each.
     *
     * @param fetched the fetch of this run; null if an earlier run fetched the account
     * @param snapshot the snapshot; null without one
     */
    static List<String> of(@Nullable FetchSummary fetched, @Nullable RecordedSnapshot snapshot, Instant now) {
        List<String> warnings = new ArrayList<>();
        if (fetched != null && fetched.warning() != null) {
            warnings.add(fetched.warning());
        }
        if (snapshot == null) {
            return warnings;
        }
        if (snapshot.currencies() == 0 && snapshot.previousCurrencies() > 0) {
            warnings.add(
                    "the exchange lists no currency; the previous snapshot lists " + snapshot.previousCurrencies());
        }
        if (fetched != null) {
            Duration age = Duration.between(snapshot.responseTime(), now);
            if (age.compareTo(Snapshot.TOLERABLE_DIFFERENCE) > 0) {
                warnings.add("the exchange states that the response is " + age.toSeconds() + " seconds old");
            } else if (age.negated().compareTo(Snapshot.TOLERABLE_DIFFERENCE) > 0) {
                warnings.add("the exchange states a time that is "
                        + age.negated().toSeconds() + " seconds ahead of this machine's clock: check both by 'doctor'");
            }
        }
        snapshot.negative()
                .forEach(currency -> warnings.add(
                        currency + " has a negative balance or available balance, and is recorded as sent"));
        snapshot.overdrawn()
                .forEach(currency ->
                        warnings.add(currency + " has a larger available part than total, and is recorded as sent"));
        return warnings;
    }
}
