package dev.balancehistory.archive;

import dev.balancehistory.balance.ResponseState;
import org.jspecify.annotations.Nullable;

/**
 * A response in its final state.
 *
 * @param reason the reason of the state as text; null if it was recorded
 */
public record FinishedResponse(
        long id, ResponseState state, @Nullable String reason) {}
