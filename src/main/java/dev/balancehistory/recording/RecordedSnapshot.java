package dev.balancehistory.recording;

import dev.balancehistory.balance.Seal;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot beside the one before it, without its balances: those of all accounts need not fit into memory.
 *
 * @param previousTime the response time of the one before; null if this is the account's first
 * @param newestSeal the newest link of the account's chain
 * @param currencies how many balances it lists
 * @param previousCurrencies how many the one before lists; 0 if there is none
 * @param negative the currencies of which there is less than nothing, each with its wallet, in order
 * @param overdrawn the other currencies of which more is available than there is, each with its wallet, in order
 */
public record RecordedSnapshot(
        int accountId,
        Instant responseTime,
        @Nullable Instant previousTime,
        Seal newestSeal,
        int currencies,
        int previousCurrencies,
        List<String> negative,
        List<String> overdrawn) {
    /**
     * One currency of a wallet in either. Where this snapshot does not list it, the amounts are null: not reported, which is not zero.
     *
     * @param change since the snapshot before; null unless both list it
     */
    public record Line(
            String wallet,
            String currency,
            @Nullable BigDecimal total,
            @Nullable BigDecimal available,
            @Nullable BigDecimal locked,
            @Nullable BigDecimal change) {}
}
