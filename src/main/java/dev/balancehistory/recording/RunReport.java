package dev.balancehistory.recording;

import dev.balancehistory.balance.Account;
import dev.balancehistory.balance.ResponseState;
import dev.balancehistory.balance.Snapshot;
import dev.balancehistory.database.DatabaseProblem;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import dev.balancehistory.recording.Run.Ended;
import dev.balancehistory.recording.Run.Finished;
import dev.balancehistory.recording.RunResult.AccountResult;
import dev.balancehistory.recording.RunSnapshots.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Creates the result of a run from the results of its steps and the state of the history. */
final class RunReport {
    private static final int MOST_NAMED = 10;

    private final Run run;
    private final Set<Long> responseIds;
    private final Map<Integer, Entry> entries;
    private final Instant now;

    /** The outcome of an account that no step has finished. */
    private final Outcome unfinished;

    /**
     * @param failures the failures of the run's steps, which left accounts unfinished
     */
    RunReport(Run run, RunSnapshots record, Instant now, List<Problem> failures) {
        this.run = run;
        this.unfinished = failures.isEmpty()
                ? Outcome.UNREACHABLE
                : Outcome.worst(failures.stream().map(Problem::outcome).toList());
        this.now = now;
        this.responseIds = run.responseIds();
        this.entries = entries(record);
    }

    /**
     * Reads the entries. After a spooled response, the database may still be out of reach, and the report is made
     * without it.
     */
    private Map<Integer, Entry> entries(RunSnapshots record) {
        List<Account> accounts =
                run.accounts().stream().map(Run.RunAccount::account).toList();
        try {
            return record.of(accounts, responseIds, run.slot());
        } catch (RuntimeException e) {
            if (!run.spooled() || !DatabaseProblem.isBehind(e)) {
                throw e;
            }
            run.addProblem(DatabaseProblem.of(e));
            return Map.of();
        }
    }

    /** Returns the result of the account. */
    AccountResult of(Account account) {
        Ended fetched = run.fetched(account);
        Entry entry = entries.get(account.id());
        if (fetched != null && fetched.outcome() != Outcome.DONE) {
            return failed(account, fetched.outcome(), String.valueOf(fetched.problem()), fetched);
        }
        if (entry == null) {
            String why = fetched == null
                    ? "not fetched: the run ended first"
                    : "the response is stored, but its state is unknown while the database is out of reach: the"
                            + " next run continues";
            return failed(account, unfinished, why, fetched);
        }
        String stored = "response " + entry.responseId() + " is stored";
        return switch (entry.state()) {
            case RECORDED, DUPLICATE -> done(account, entry, fetched);
            case RECEIVED ->
                failed(account, unfinished, stored + " and not recorded yet: the next run records it", fetched);
            case CONFLICT, REJECTED, FAILED ->
                failed(account, Outcome.DATA_ERROR, stored + " and not recorded: " + entry.reason(), fetched);
        };
    }

    private AccountResult done(Account account, Entry entry, @Nullable Ended fetched) {
        boolean recorded = entry.state() == ResponseState.RECORDED && responseIds.contains(entry.responseId());
        RecordedSnapshot snapshot = entry.snapshot();
        return new AccountResult(
                account.name(),
                Outcome.DONE,
                recorded,
                null,
                warnings(fetched, snapshot),
                snapshot,
                fetched == null ? null : fetched.latency(),
                null);
    }

    private AccountResult failed(Account account, Outcome outcome, String problem, @Nullable Ended fetched) {
        return new AccountResult(
                account.name(),
                outcome,
                false,
                problem,
                warnings(fetched, null),
                null,
                fetched == null ? null : fetched.latency(),
                null);
    }

    /**
     * Returns a line for each response of another run that this run finished, and for each problem without an account.
     * After an outage of the database, many responses of an account are recorded at once: one line counts them. Shards
     * that run at the same time record each other's responses: one line counts those of many accounts.
     */
    List<String> notes() {
        Map<String, List<Finished>> recorded = new TreeMap<>();
        List<String> notes = new ArrayList<>();
        for (Finished finished : run.finishedOfOtherRuns()) {
            if (finished.result().state() == ResponseState.RECORDED) {
                recorded.computeIfAbsent(finished.account(), account -> new ArrayList<>())
                        .add(finished);
            } else {
                notes.add(note(finished));
            }
        }
        notes.addAll(recorded(recorded));
        run.problems().forEach(problem -> notes.add(String.valueOf(problem.getMessage())));
        return notes;
    }

    private static List<String> recorded(Map<String, List<Finished>> byAccount) {
        if (byAccount.size() > MOST_NAMED) {
            return List.of(byAccount.values().stream().mapToInt(List::size).sum() + " responses of other runs, of "
                    + byAccount.size() + " accounts, are recorded");
        }
        List<String> notes = new ArrayList<>();
        byAccount.forEach((account, all) -> notes.add(
                all.size() == 1
                        ? note(all.get(0))
                        : "account " + account + ": " + all.size() + " responses of other runs are recorded"));
        return notes;
    }

    private static String note(Finished finished) {
        return "account " + finished.account() + ": response "
                + finished.result().id() + " of another run is "
                + finished.result().state().code()
                + (finished.result().reason() == null
                        ? ""
                        : ": " + finished.result().reason());
    }

    /**
     * Returns the warnings of a fetch and its snapshot. A fact of the account, such as a debt, is reported when it begins:
     * the operator cannot end it. A cause that the operator can end is reported by each run until then.
     */
    private List<String> warnings(@Nullable Ended fetched, @Nullable RecordedSnapshot snapshot) {
        List<String> warnings = new ArrayList<>();
        if (fetched != null && fetched.warning() != null) {
            warnings.add(fetched.warning());
        }
        if (snapshot == null) {
            return warnings;
        }
        if (snapshot.currencies() == 0 && snapshot.previousCurrencies() > 0) {
            warnings.add(
                    "the exchange lists no currency; the previous snapshot lists " + snapshot.previousCurrencies());
        }
        Duration age = Duration.between(snapshot.responseTime(), now);
        if (fetched != null && age.compareTo(Snapshot.TOLERABLE_DIFFERENCE) > 0) {
            warnings.add("the exchange states that the response is " + age.toSeconds() + " seconds old");
        }
        if (fetched != null && age.negated().compareTo(Snapshot.TOLERABLE_DIFFERENCE) > 0) {
            warnings.add("the exchange states a time that is " + age.negated().toSeconds()
                    + " seconds ahead of this machine's clock: check both by 'doctor'");
        }
        snapshot.negative()
                .forEach(currency -> warnings.add(
                        currency + " has a negative balance or available balance, and is recorded as sent"));
        snapshot.overdrawn()
                .forEach(currency ->
                        warnings.add(currency + " has a larger available part than total, and is recorded as sent"));
        return warnings;
    }
}
