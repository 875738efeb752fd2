package dev.balancehistory.recording;

import dev.balancehistory.database.DatabaseProblem;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import dev.balancehistory.recording.RunResult.AccountResult;
import dev.balancehistory.settings.ConfiguredAccounts;
import dev.balancehistory.settings.SharedKeys;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Records a snapshot of accounts. If the database fails before the first request, the accounts are fetched all the same,
 * and their responses wait in the spool.
 */
public final class RecordBalances {
    private final ConfiguredAccounts directory;
    private final Supplier<JobRuns> jobs;
    private final Supplier<OutageRun> outage;

    /**
     * @param jobs opens the database, and fails if it is not usable
     */
    RecordBalances(ConfiguredAccounts directory, Supplier<JobRuns> jobs, Supplier<OutageRun> outage) {
        this.directory = directory;
        this.jobs = jobs;
        this.outage = outage;
    }

    /** Opens the database; returns the reason why that fails, or null. */
    @SuppressWarnings("ReturnValueIgnored") // The next run uses it.
    public @Nullable Problem databaseProblem() {
        try {
            jobs.get();
            return null;
        } catch (RuntimeException e) {
            return problem(e);
        }
    }

    /**
     * Executes a run and returns its result, which includes the failures of accounts.
     *
     * @throws Problem if the run can't start
     */
    public RunResult record(RecordRequest request) {
        Shard shard = request.shard();
        ConfiguredAccounts.Selection selected =
                directory.select(request.accounts(), name -> shard == null || shard.has(name));
        if (selected.required().isEmpty()) {
            String note = "share " + shard + " has none of the accounts";
            return new RunResult(Outcome.DONE, null, null, false, List.of(), List.of(note));
        }
        List<String> warnings = SharedKeys.of(directory.usable()).stream()
                .map(line -> "warning: " + line + ": give each account its own")
                .toList();
        return record(selected, request).and(AccountResult.failed(selected.wrong()), warnings);
    }

    private RunResult record(ConfiguredAccounts.Selection selected, RecordRequest request) {
        JobRuns runs;
        try {
            runs = jobs.get();
        } catch (RuntimeException e) {
            return outage.get().record(selected.usable(), request.slot(), problem(e));
        }
        try {
            return runs.record(selected, request.slot(), request.interval());
        } catch (NothingFetched e) {
            return outage.get()
                    .record(e.accounts(), request.slot(), DatabaseProblem.of(e))
                    .and(e.others(), List.of());
        }
    }

    /** Returns the database's problem behind the exception, which is thrown on if it is a bug. */
    private static Problem problem(RuntimeException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof Problem problem) {
                return problem;
            }
        }
        if (DatabaseProblem.isBehind(e)) {
            return DatabaseProblem.of(e);
        }
        throw e;
    }
}
