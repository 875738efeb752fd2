package dev.balancehistory.exchange;

import dev.balancehistory.balance.RawResponse;
import dev.balancehistory.process.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of one account's fetch, over all attempts.
 *
 * @param responses all responses in order of arrival, to be stored; empty if no request was sent
 * @param outcome the outcome; {@link Outcome#DONE} if the last response can be recorded
 * @param problem the problem and its remedy, in one line; null without a problem
 * @param warning a warning in one line; null without one
 */
public record FetchResult(
        List<RawResponse> responses,
        Outcome outcome,
        @Nullable String problem,
        @Nullable String warning) {}
