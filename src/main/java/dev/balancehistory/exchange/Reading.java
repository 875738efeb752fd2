package dev.balancehistory.exchange;

import dev.balancehistory.balance.Balance;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a response says. */
public sealed interface Reading {
    /**
     * Balances.
     *
     * @param balances one for each wallet and currency, in any order
     * @param responseTime when the exchange answered; null if the response does not say so
     * @param status the exchange's own code; null if it has none
     * @param message the exchange's own words, fit to be shown; null if it has none
     */
    record Success(
            List<Balance> balances,
            @Nullable Instant responseTime,
            @Nullable String status,
            @Nullable String message) implements Reading {}

    /**
     * The exchange reports an error.
     *
     * @param responseTime when the exchange answered; null if the response does not say so
     * @param status the exchange's own code
     * @param message the exchange's own words, fit to be shown
     */
    record Failure(@Nullable Instant responseTime, String status, String message) implements Reading {}

    /**
     * The response is not what the exchange's documents promise.
     *
     * @param reason why, for people
     * @param cut whether it is truncated, so that another request may bring the rest
     */
    record Malformed(String reason, boolean cut) implements Reading {}
}
