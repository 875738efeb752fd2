package dev.balancehistory.recording;

import dev.balancehistory.balance.Seal;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot and its predecessor, without the balances, which may not fit into memory for all accounts.
 *
 * @param previousTime the response time of the previous snapshot; null for the account's first
 * @param newestSeal the newest link of the account's chain
 * @param currencies the number of its balances
 * @param previousCurrencies the number of balances of the previous snapshot; 0 for the account's first
 * @param negative the currencies with a negative amount, each with its wallet, in order; without those that the previous
 *     snapshot has negative too
 * @param overdrawn the other currencies whose available part exceeds the total, likewise
 */
record RecordedSnapshot(
        int accountId,
        Instant responseTime,
        @Nullable Instant previousTime,
        Seal newestSeal,
        int currencies,
        int previousCurrencies,
        List<String> negative,
        List<String> overdrawn) {
    /**
     * A currency of a wallet in either snapshot. The amounts are null if this snapshot does not list it: not reported
     * is not zero.
     *
     * @param change the change since the previous snapshot; null unless both list the currency
     */
    public record Line(
            String wallet,
            String currency,
            @Nullable BigDecimal total,
            @Nullable BigDecimal available,
            @Nullable BigDecimal locked,
            @Nullable BigDecimal change) {}
}
