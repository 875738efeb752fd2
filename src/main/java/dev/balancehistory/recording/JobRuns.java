package dev.balancehistory.recording;

import dev.balancehistory.balance.Slot;
import dev.balancehistory.database.DatabaseProblem;
import dev.balancehistory.database.DatabaseRetry;
import dev.balancehistory.job.RunStart;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import dev.balancehistory.recording.RunResult.AccountResult;
import dev.balancehistory.settings.ConfiguredAccount;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.launch.JobExecutionAlreadyRunningException;
import org.springframework.batch.core.launch.JobInstanceAlreadyCompleteException;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.launch.JobRestartException;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.core.retry.RetryOperations;

/** The runs of the job {@code recordBalances}, each under the run lock. */
final class JobRuns {
    /** Of a run whose connection breaks before its first request. A server that hangs has used the time already. */
    private static final RetryOperations START = DatabaseRetry.brief(NothingFetched.class::isInstance);

    private final OpenRuns runs;
    private final Job job;
    private final JobOperator operator;
    private final JobRepository repository;
    private final RunSnapshots record;
    private final InstantSource clock;

    JobRuns(
            OpenRuns runs,
            Job job,
            JobOperator operator,
            JobRepository repository,
            RunSnapshots record,
            InstantSource clock) {
        this.runs = runs;
        this.job = job;
        this.operator = operator;
        this.repository = repository;
        this.record = record;
        this.clock = clock;
    }

    /**
     * Executes a run and returns its result, which includes the failures of accounts.
     *
     * @param interval the interval of such runs; null if unknown
     * @throws NothingFetched if the database fails before the first request
     * @throws Problem if the run can't start
     */
    RunResult record(List<ConfiguredAccount> configured, @Nullable Slot slot, @Nullable Duration interval) {
        JobParameters parameters = RunParameters.of(
                slot,
                configured.stream().map(ConfiguredAccount::name).toList(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
        return START.invoke(() -> tried(parameters, configured, interval));
    }

    private RunResult tried(JobParameters parameters, List<ConfiguredAccount> configured, @Nullable Duration interval) {
        OpenRun run = opened(parameters, configured, interval);
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

    private OpenRun opened(JobParameters parameters, List<ConfiguredAccount> configured, @Nullable Duration interval) {
        try {
            return runs.open(parameters, configured, interval);
        } catch (RuntimeException e) {
            throw DatabaseProblem.isBehind(e) ? new NothingFetched(configured, List.of(), e) : e;
        }
    }

    /** Returns the execution, or null if the slot was recorded before. */
    private @Nullable JobExecution executed(JobParameters parameters, OpenRun open) {
        try {
            JobExecution execution = launched(parameters, open);
            if (execution != null && !open.run().fetchBegun()) {
                RunListener.failures(execution).stream()
                        .filter(DatabaseProblem::isBehind)
                        .findFirst()
                        .ifPresent(failure -> {
                            throw failure;
                        });
            }
            return execution;
        } catch (RuntimeException e) {
            throw DatabaseProblem.isBehind(e) && !open.run().fetchBegun() ? nothingFetched(open, e) : e;
        }
    }

    private static NothingFetched nothingFetched(OpenRun open, RuntimeException failure) {
        List<ConfiguredAccount> held =
                open.run().accounts().stream().map(Run.RunAccount::configured).toList();
        return new NothingFetched(held, others(open), failure);
    }

    /** Returns the results of the accounts that another run holds or the history rejects. */
    private static List<AccountResult> others(OpenRun open) {
        List<AccountResult> results = new ArrayList<>();
        open.accounts().stream()
                .filter(account -> !open.lock().holds(account))
                .forEach(account -> results.add(AccountResult.held(account.name())));
        open.rejected().forEach((name, problem) -> results.add(AccountResult.failed(name, problem)));
        return results;
    }

    /** Returns the execution, or null if the slot was recorded before. */
    private @Nullable JobExecution launched(JobParameters parameters, OpenRun run) {
        try {
            return operator.start(job, parameters);
        } catch (JobInstanceAlreadyCompleteException e) {
            return null;
        } catch (JobExecutionAlreadyRunningException | JobRestartException e) {
            return restarted(parameters, run);
        } catch (JobExecutionException e) {
            throw new IllegalStateException("The job can't be started", e);
        }
    }

    /**
     * Restarts the instance of an unfinished execution. Holding all accounts of the run proves that its process is
     * gone.
     */
    private JobExecution restarted(JobParameters parameters, OpenRun run) {
        JobExecution last = Objects.requireNonNull(repository.getLastJobExecution(job.getName(), parameters));
        if (!run.holdsAll()) {
            throw new Problem(
                    Outcome.TEMPORARY_FAILURE,
                    "the run can't start: run " + last.getId()
                            + " for the same slot and accounts has not ended: try again");
        }
        try {
            return operator.restart(operator.recover(last));
        } catch (JobRestartException e) {
            throw new IllegalStateException("The job can't be restarted", e);
        }
    }

    private RunResult result(OpenRun open, @Nullable JobExecution execution) {
        Run run = open.run();
        List<Problem> failures = execution == null ? List.of() : RunListener.failures(execution);
        RunReport report = new RunReport(run, record, clock.instant(), failures);
        List<AccountResult> results = new ArrayList<>(others(open));
        run.accounts().forEach(account -> results.add(report.of(account.account())));
        List<String> notes = new ArrayList<>(report.notes());
        List<Outcome> outcomes = new ArrayList<>(List.of(run.outcome()));
        for (Problem failure : failures) {
            outcomes.add(failure.outcome());
            notes.add(failure.getMessage());
        }
        return new RunResult(
                Outcome.worst(outcomes),
                execution == null ? null : execution.getId(),
                execution == null ? null : RunStart.of(execution),
                false,
                results,
                notes);
    }
}
