package dev.balancehistory.recording;

import dev.balancehistory.balance.Account;
import dev.balancehistory.database.DatabaseProblem;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import dev.balancehistory.recording.Run.RunAccount;
import dev.balancehistory.recording.RunResult.AccountResult;
import dev.balancehistory.recording.RunSnapshots.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Creates the result of a run from the results of its steps and the state of the history. */
final class RunReport {
    private final Run run;
    private final Set<Long> responseIds;
    private final Map<Integer, Entry> entries;
    private final Instant now;
    private final List<Problem> failures;

    /**
     * @param failures the failures of the run's steps, which left accounts unfinished
     */
    RunReport(Run run, RunSnapshots record, Instant now, List<Problem> failures) {
        this.run = run;
        this.now = now;
        this.failures = failures;
        this.responseIds = run.progress().responseIds();
        this.entries = entries(record);
    }

    /**
     * Reads the entries. After a spooled response, the database may still be out of reach, and the report is made
     * without it.
     */
    private Map<Integer, Entry> entries(RunSnapshots record) {
        List<Account> accounts =
                run.accounts().stream().map(RunAccount::account).toList();
        try {
            return record.of(accounts, responseIds, run.slot());
        } catch (RuntimeException e) {
            if (!run.progress().spooled() || !DatabaseProblem.isBehind(e)) {
                throw e;
            }
            run.progress().addProblem(DatabaseProblem.of(e));
            return Map.of();
        }
    }

    /** Returns the outcome of the run. */
    Outcome outcome() {
        return Outcome.worst(
                Stream.concat(Stream.of(run.outcome()), failures.stream().map(Problem::outcome))
                        .toList());
    }

    /** Returns the results of the accounts that the run fetches. */
    List<AccountResult> accounts() {
        return run.accounts().stream().map(account -> result(account.account())).toList();
    }

    private AccountResult result(Account account) {
        FetchSummary fetched = run.progress().fetched(account);
        Entry entry = entries.get(account.id());
        if (fetched != null && fetched.outcome() != Outcome.DONE) {
            return failed(account, fetched.outcome(), String.valueOf(fetched.problem()), fetched);
        }
        if (entry == null) {
            String why = fetched == null
                    ? "not fetched: the run ended first"
                    : "the response is stored, but its state is unknown while the database is out of reach: the"
                            + " next run continues";
            return failed(account, unfinished(), why, fetched);
        }
        String stored = "response " + entry.responseId() + " is stored";
        return switch (entry.state()) {
            case RECORDED -> {
                boolean byThisRun = responseIds.contains(entry.responseId());
                yield result(account, Outcome.DONE, byThisRun, null, fetched, entry.snapshot());
            }
            case DUPLICATE -> result(account, Outcome.DONE, false, null, fetched, entry.snapshot());
            case RECEIVED ->
                failed(account, unfinished(), stored + " and not recorded yet: a later run records it", fetched);
            case CONFLICT, REJECTED, FAILED ->
                failed(account, Outcome.DATA_ERROR, stored + " and not recorded: " + entry.reason(), fetched);
        };
    }

    private AccountResult failed(Account account, Outcome outcome, String problem, @Nullable FetchSummary fetched) {
        return result(account, outcome, false, problem, fetched, null);
    }

    private AccountResult result(
            Account account,
            Outcome outcome,
            boolean recorded,
            @Nullable String problem,
            @Nullable FetchSummary fetched,
            @Nullable RecordedSnapshot snapshot) {
        return new AccountResult(
                account.name(),
                outcome,
                recorded,
                problem,
                AccountWarnings.of(fetched, snapshot, now),
                snapshot,
                fetched == null ? null : fetched.latency(),
                null);
    }

    /** Returns the outcome of an account that no step has finished. */
    private Outcome unfinished() {
        List<Problem> problems = new ArrayList<>(failures);
        problems.addAll(run.progress().problems());
        return problems.isEmpty()
                ? Outcome.UNREACHABLE
                : Outcome.worst(problems.stream().map(Problem::outcome).toList());
    }

    /** Returns a line for each event and failure that belongs to no account of the run. */
    List<String> notes() {
        Stream<Problem> problems = Stream.concat(run.progress().problems().stream(), failures.stream());
        return Stream.concat(
                        OtherRunsNotes.of(run.progress().finishedOfOtherRuns()).stream(),
                        problems.map(problem -> String.valueOf(problem.getMessage())))
                .toList();
    }
}
