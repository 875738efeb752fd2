package dev.balancehistory.exchange;

import dev.balancehistory.balance.RawResponse;
import dev.balancehistory.process.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What asking for one account came to, over all its attempts.
 *
 * @param responses every answer in order of arrival, to be kept; empty if there was no time to ask
 * @param outcome how it ended; {@link Outcome#DONE} if the last answer is there to be recorded
 * @param problem what went wrong and what to do, in one line; null if nothing did
 * @param warning what went well but should be known, in one line; null if nothing
 */
public record FetchResult(
        List<RawResponse> responses,
        Outcome outcome,
        @Nullable String problem,
        @Nullable String warning) {}
