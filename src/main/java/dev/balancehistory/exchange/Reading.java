package dev.balancehistory.exchange;

import dev.balancehistory.balance.Snapshot;
import java.time.Instant;

/** What an answer's body says. */
public sealed interface Reading {
    /**
     * Balances.
     *
     * @param message the exchange's own words, fit to be shown
     */
    record Success(Snapshot snapshot, int statusCode, String message) implements Reading {}

    /**
     * The exchange reports an error.
     *
     * @param message the exchange's own words, fit to be shown
     */
    record Failure(Instant responseTime, int statusCode, String message) implements Reading {}

    /**
     * The body is not what the exchange's documents promise.
     *
     * @param reason why, for people
     * @param cut whether it ends in the middle, so that asking again may bring the rest
     */
    record Refusal(String reason, boolean cut) implements Reading {}
}
