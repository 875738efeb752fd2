package dev.balancehistory.exchange.bitfront;

import dev.balancehistory.balance.Balance;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fields of an answer.
 *
 * @param entries the balances; null if {@code responseData} is missing or no array
 * @param flaw what is wrong with {@code responseData}, which matters to a successful answer only; null if nothing is
 */
record Envelope(
        Instant responseTime,
        int statusCode,
        String statusMessage,
        @Nullable List<Balance> entries,
        @Nullable String flaw) {

    /**
     * Returns the balances.
     *
     * @throws IllegalArgumentException if the answer has none or one that can't be used
     */
    List<Balance> balances() {
        if (flaw != null) {
            throw new IllegalArgumentException(flaw);
        }
        if (entries == null) {
            throw new IllegalArgumentException("it reports success without responseData");
        }
        return entries;
    }
}
