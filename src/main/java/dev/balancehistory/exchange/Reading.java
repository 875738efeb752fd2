package dev.balancehistory.exchange;

import dev.balancehistory.balance.Balance;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The content of a response. */
public sealed interface Reading {
    /**
     * A response with balances.
     *
     * @param balances a balance for each wallet and currency, in any order
     * @param responseTime the time in the response; null without one
     * @param status the exchange's code for success; null without one
     * @param message the exchange's message, printable; null without one
     */
    record Success(
            List<Balance> balances,
            @Nullable Instant responseTime,
            @Nullable String status,
            @Nullable String message) implements Reading {}

    /**
     * A response in which the exchange reports an error.
     *
     * @param responseTime the time in the response; null without one
     * @param status the exchange's code for the error
     * @param message the exchange's message, printable
     */
    record Failure(@Nullable Instant responseTime, String status, String message) implements Reading {}

    /**
     * A response that is not as the exchange documents it.
     *
     * @param reason the reason, for people
     * @param truncated whether the response is truncated, so that another attempt may succeed
     */
    record Malformed(String reason, boolean truncated) implements Reading {}
}
