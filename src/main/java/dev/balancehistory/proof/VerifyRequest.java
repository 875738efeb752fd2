package dev.balancehistory.proof;

import dev.balancehistory.balance.Outcome;
import dev.balancehistory.balance.Problem;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be verified.
 *
 * @param from the range's start, inclusive; null for none
 * @param to the range's end, exclusive; null for none
 * @param accounts only these; all if empty
 */
public record VerifyRequest(
        @Nullable Instant from, @Nullable Instant to, List<String> accounts) {
    /**
     * @throws Problem if the range has no instant in it
     */
    public VerifyRequest {
        accounts = List.copyOf(accounts);
        if (from != null && to != null && !from.isBefore(to)) {
            throw new Problem(Outcome.USAGE, "the range ends before it begins: it is [from, to), to not included");
        }
    }
}
