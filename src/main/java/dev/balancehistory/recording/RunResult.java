package dev.balancehistory.recording;

import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The result of a run.
 *
 * @param outcome the outcome of the run, no better than that of its worst account
 * @param executionId the run's key in {@code batch.batch_job_execution}; null if no run was needed, or in an outage
 * @param startedAt the start of the run, as in the report {@code runs}; null without such a key
 * @param outage whether the database was out of reach, so that the responses are in the spool
 * @param accounts a result for each requested account, in order of the names
 * @param notes other events, one line each
 */
public record RunResult(
        Outcome outcome,
        @Nullable Long executionId,
        @Nullable Instant startedAt,
        boolean outage,
        List<AccountResult> accounts,
        List<String> notes) {
    public RunResult {
        List<Outcome> outcomes = new ArrayList<>(List.of(outcome));
        accounts.forEach(account -> outcomes.add(account.outcome()));
        outcome = Outcome.worst(outcomes);
        accounts = accounts.stream()
                .sorted(Comparator.comparing(AccountResult::account))
                .toList();
        notes = notes.stream().distinct().toList();
    }

    /** Returns the result with further accounts and notes. */
    RunResult and(List<AccountResult> otherAccounts, List<String> otherNotes) {
        return new RunResult(
                outcome, executionId, startedAt, outage, both(accounts, otherAccounts), both(notes, otherNotes));
    }

    private static <T> List<T> both(List<T> some, List<T> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    /**
     * The result of an account.
     *
     * @param recorded whether this run added a snapshot
     * @param problem the failure and what to do, in one line; null without a failure
     * @param warnings the warnings, one line each
     * @param snapshot the snapshot of the run or its slot; null without one
     * @param latency the time to the last response, without retries; null without a response
     * @param file the file in the spool with the response; null without one, as if the database is in reach
     */
    public record AccountResult(
            String account,
            Outcome outcome,
            boolean recorded,
            @Nullable String problem,
            List<String> warnings,
            @Nullable RecordedSnapshot snapshot,
            @Nullable Duration latency,
            @Nullable Path file) {
        /** Returns the number of balances that this run added. */
        public int recordedBalances() {
            return recorded && snapshot != null ? snapshot.currencies() : 0;
        }

        /** Returns the results of accounts that were not fetched. */
        static List<AccountResult> failed(Map<String, Problem> problems) {
            return problems.entrySet().stream()
                    .map(account -> failed(account.getKey(), account.getValue()))
                    .toList();
        }

        static AccountResult failed(String account, Problem problem) {
            return failed(account, problem.outcome(), String.valueOf(problem.getMessage()), null);
        }

        static AccountResult failed(String account, Outcome outcome, String problem, @Nullable Path file) {
            return new AccountResult(account, outcome, false, problem, List.of(), null, null, file);
        }

        /** Returns the result of an account that another run holds. */
        static AccountResult held(String account) {
            return failed(account, Outcome.TEMPORARY_FAILURE, "another run holds the account: try again", null);
        }
    }
}
