package dev.balancehistory.exchange.bitfront;

import dev.balancehistory.balance.Balance;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a response.
 *
 * @param responseTime the time of the response
 * @param statusCode the code of success or of an error
 * @param statusMessage the message to the code
 * @param entries the balances; null if {@code responseData} is missing or not an array
 * @param flaw the reason to reject {@code responseData} if the response reports success; null without one
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
     * @throws IllegalArgumentException if {@code responseData} is missing or malformed
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
