package dev.balancehistory.recording;

import dev.balancehistory.balance.Slot;
import dev.balancehistory.database.DatabaseProblem;
import dev.balancehistory.database.DatabaseRetry;
import dev.balancehistory.job.RunStart;
import dev.balancehistory.process.Problem;
import dev.balancehistory.settings.ConfiguredAccount;
import dev.balancehistory.settings.ConfiguredAccounts.Selection;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.core.retry.RetryOperations;

/** The runs of the job {@code recordBalances}, each under the run lock. */
final class JobRuns {
    /** Of a run whose connection breaks before its first request. A server that hangs has used the time already. */
    private static final RetryOperations START = DatabaseRetry.brief(NothingFetched.class::isInstance);

    private final OpenRuns runs;
    private final JobLaunch launch;
    private final RunSnapshots record;
    private final InstantSource clock;

    JobRuns(OpenRuns runs, JobLaunch launch, RunSnapshots record, InstantSource clock) {
        this.runs = runs;
        this.launch = launch;
        this.record = record;
        this.clock = clock;
    }

    /**
     * Executes a run and returns its result, which includes the failures of accounts, except of those that are configured
     * wrongly.
     *
     * @param interval the interval of such runs; null if unknown
     * @throws NothingFetched if the database fails before the first request
     * @throws Problem if the run can't start
     */
    RunResult record(Selection selected, @Nullable Slot slot, @Nullable Duration interval) {
        JobParameters parameters = RunParameters.of(
                slot,
                selected.usable().stream().map(ConfiguredAccount::name).toList(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
        return START.invoke(() -> tried(parameters, selected, interval));
    }

    private RunResult tried(JobParameters parameters, Selection selected, @Nullable Duration interval) {
        OpenRun run = opened(parameters, selected, interval);
        try {
            JobExecution execution = run.run().accounts().isEmpty() ? null : executed(parameters, run);
            return result(run, execution);
        } catch (NothingFetched e) {
            throw e;
        } catch (RuntimeException e) {
            throw DatabaseProblem.isBehind(e) ? DatabaseProblem.of(e) : e;
        } finally {
            runs.close(parameters);
        }
    }

    private OpenRun opened(JobParameters parameters, Selection selected, @Nullable Duration interval) {
        try {
            return runs.open(parameters, selected, interval);
        } catch (RuntimeException e) {
            throw DatabaseProblem.isBehind(e) ? new NothingFetched(selected.usable(), List.of(), e) : e;
        }
    }

    /** Returns the execution, or null if the slot was recorded before. */
    private @Nullable JobExecution executed(JobParameters parameters, OpenRun open) {
        try {
            JobExecution execution = launch.of(parameters, open);
            if (execution != null && !open.run().progress().fetchBegun()) {
                RunListener.failures(execution).stream()
                        .filter(DatabaseProblem::isBehind)
                        .findFirst()
                        .ifPresent(failure -> {
                            throw failure;
                        });
            }
            return execution;
        } catch (RuntimeException e) {
            throw DatabaseProblem.isBehind(e) && !open.run().progress().fetchBegun() ? nothingFetched(open, e) : e;
        }
    }

    private static NothingFetched nothingFetched(OpenRun open, RuntimeException failure) {
        List<ConfiguredAccount> held =
                open.run().accounts().stream().map(Run.RunAccount::configured).toList();
        return new NothingFetched(held, open.others(), failure);
    }

    private RunResult result(OpenRun open, @Nullable JobExecution execution) {
        List<Problem> failures = execution == null ? List.of() : RunListener.failures(execution);
        RunReport report = new RunReport(open.run(), record, clock.instant(), failures);
        return new RunResult(
                        report.outcome(),
                        execution == null ? null : execution.getId(),
                        execution == null ? null : RunStart.of(execution),
                        false,
                        report.accounts(),
                        report.notes())
                .and(open.others(), List.of());
    }
}
