package dev.balancehistory.verification;

import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part of the history to verify. The range selects snapshots and responses; chains of seals are always whole.
 *
 * @param from the range's start, inclusive; null for no bound
 * @param to the range's end, exclusive; null for no bound
 * @param accounts the names of the accounts; all accounts if empty
 */
record VerifyRequest(@Nullable Instant from, @Nullable Instant to, List<String> accounts) {
    /**
     * @throws Problem if the range is empty
     */
    public VerifyRequest {
        accounts = List.copyOf(accounts);
        if (from != null && to != null && !from.isBefore(to)) {
            throw new Problem(
                    Outcome.USAGE,
                    "the range ends before it begins: --to, which is not included, must be later than --from");
        }
    }
}
