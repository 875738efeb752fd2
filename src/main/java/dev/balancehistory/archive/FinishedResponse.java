package dev.balancehistory.archive;

import dev.balancehistory.balance.ResponseState;
import org.jspecify.annotations.Nullable;

/**
 * What became of an answer.
 *
 * @param reason why, for people; null if it was recorded
 */
public record FinishedResponse(
        long id, ResponseState state, @Nullable String reason) {}
