package dev.balancehistory.recording;

import dev.balancehistory.balance.Account;
import dev.balancehistory.process.Outcome;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a run ended.
 *
 * @param outcome that of the heaviest account
 * @param executionId the run's key in {@code batch.batch_job_execution}; null if there was nothing to start
 * @param accounts one for each account asked for, in order of their names
 * @param notes what else happened, one line each
 */
public record RunResult(Outcome outcome, @Nullable Long executionId, List<AccountResult> accounts, List<String> notes) {
    /**
     * How an account ended.
     *
     * @param recorded whether this run added a snapshot
     * @param problem what went wrong and what to do, in one line; null if nothing did
     * @param warnings what should be known, one line each
     * @param snapshot the snapshot that stands for it; null if there is none
     * @param latency how long the exchange took for its last answer, retries not counted; null if there was none
     */
    public record AccountResult(
            String account,
            Outcome outcome,
            boolean recorded,
            @Nullable String problem,
            List<String> warnings,
            @Nullable RecordedSnapshot snapshot,
            @Nullable Duration latency) {

        static AccountResult failed(Account account, Outcome outcome, String problem) {
            return new AccountResult(account.name(), outcome, false, problem, List.of(), null, null);
        }
    }
}
