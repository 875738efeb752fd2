package dev.balancehistory.recording;

import dev.balancehistory.process.Outcome;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of a run.
 *
 * @param outcome the outcome of the worst account
 * @param executionId the run's key in {@code batch.batch_job_execution}; null if no run was needed
 * @param accounts a result for each requested account, in order of the names
 * @param notes other events, one line each
 */
public record RunResult(Outcome outcome, @Nullable Long executionId, List<AccountResult> accounts, List<String> notes) {
    /**
     * The result of an account.
     *
     * @param recorded whether this run added a snapshot
     * @param problem the failure and what to do, in one line; null without a failure
     * @param warnings the warnings, one line each
     * @param snapshot the snapshot of the run or its slot; null without one
     * @param latency the time to the last response, without retries; null without a response
     */
    public record AccountResult(
            String account,
            Outcome outcome,
            boolean recorded,
            @Nullable String problem,
            List<String> warnings,
            @Nullable RecordedSnapshot snapshot,
            @Nullable Duration latency) {
        /** Returns the number of balances that this run added. */
        public int recordedBalances() {
            return recorded && snapshot != null ? snapshot.currencies() : 0;
        }

        static AccountResult failed(String account, Outcome outcome, String problem) {
            return new AccountResult(account, outcome, false, problem, List.of(), null, null);
        }
    }
}
