package dev.balancehistory.recording;

import dev.balancehistory.balance.RawResponse;
import dev.balancehistory.exchange.FetchResult;
import dev.balancehistory.process.Outcome;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of fetching an account, without the responses, which may not fit into memory for all accounts.
 *
 * @param problem the failure in one line; null without a failure
 * @param warning the warning in one line; null without a warning
 * @param latency the time to the last response, without retries; null without a response
 */
record FetchSummary(
        Outcome outcome,
        @Nullable String problem,
        @Nullable String warning,
        @Nullable Duration latency) {
    static FetchSummary of(FetchResult fetched) {
        return new FetchSummary(fetched.outcome(), fetched.problem(), fetched.warning(), latency(fetched.responses()));
    }

    static @Nullable Duration latency(List<RawResponse> responses) {
        if (responses.isEmpty()) {
            return null;
        }
        RawResponse last = responses.get(responses.size() - 1);
        if (last.body() == null) {
            return null;
        }
        Duration taken = Duration.between(last.requestedAt(), last.receivedAt());
        // The clock may have been set back meanwhile.
        return taken.isNegative() ? null : taken;
    }
}
