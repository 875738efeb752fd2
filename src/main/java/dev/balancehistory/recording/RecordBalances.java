package dev.balancehistory.recording;

import dev.balancehistory.balance.Account;
import dev.balancehistory.database.DatabaseProblem;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import dev.balancehistory.recording.RunResult.AccountResult;
import dev.balancehistory.settings.ConfiguredAccount;
import dev.balancehistory.settings.ConfiguredAccounts;
import dev.balancehistory.settings.SharedKeys;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
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

/** Records a snapshot of accounts: one run of the job {@code recordBalances}, under the run lock. */
public final class RecordBalances {
    private final ConfiguredAccounts directory;
    private final OpenRuns runs;
    private final Job job;
    private final JobOperator operator;
    private final JobRepository repository;
    private final RunSnapshots record;
    private final InstantSource clock;

    RecordBalances(
            ConfiguredAccounts directory,
            OpenRuns runs,
            Job job,
            JobOperator operator,
            JobRepository repository,
            RunSnapshots record,
            InstantSource clock) {
        this.directory = directory;
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
     * @throws Problem if the run can't start
     */
    public RunResult record(RecordRequest request) {
        Shard shard = request.shard();
        ConfiguredAccounts.Selection selected =
                directory.select(request.accounts(), name -> shard == null || shard.has(name));
        List<ConfiguredAccount> configured = selected.required();
        if (configured.isEmpty()) {
            String note = "share " + shard + " has none of the accounts";
            return new RunResult(Outcome.DONE, null, List.of(), List.of(note));
        }
        JobParameters parameters = RunParameters.of(
                request.slot(),
                configured.stream().map(ConfiguredAccount::name).toList(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
        try {
            OpenRun run = runs.open(parameters, configured, request.interval());
            try {
                JobExecution execution = run.run().accounts().isEmpty() ? null : launched(parameters, run);
                return result(run, execution, selected.wrong());
            } finally {
                runs.close(parameters);
            }
        } catch (RuntimeException e) {
            throw DatabaseProblem.isBehind(e) ? DatabaseProblem.of(e) : e;
        }
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

    private RunResult result(OpenRun open, @Nullable JobExecution execution, Map<String, Problem> wrong) {
        Run run = open.run();
        RunReport report = new RunReport(run, record, clock.instant());
        List<AccountResult> results = new ArrayList<>();
        for (Account account : open.accounts()) {
            results.add(
                    open.lock().holds(account)
                            ? report.of(account)
                            : AccountResult.failed(
                                    account.name(),
                                    Outcome.TEMPORARY_FAILURE,
                                    "another run holds the account: try again"));
        }
        wrong.forEach((name, problem) -> results.add(failed(name, problem)));
        open.rejected().forEach((name, problem) -> results.add(failed(name, problem)));
        results.sort(Comparator.comparing(AccountResult::account));
        List<String> notes = new ArrayList<>(report.notes());
        List<Outcome> outcomes =
                new ArrayList<>(results.stream().map(AccountResult::outcome).toList());
        outcomes.add(run.outcome());
        if (execution != null) {
            for (Problem failure : RunListener.failures(execution)) {
                outcomes.add(failure.outcome());
                notes.add(failure.getMessage());
            }
        }
        SharedKeys.of(directory.usable())
                .forEach(line -> notes.add("warning: " + line + ": give each account its own"));
        return new RunResult(
                Outcome.worst(outcomes),
                execution == null ? null : execution.getId(),
                results,
                notes.stream().distinct().toList());
    }

    private static AccountResult failed(String account, Problem problem) {
        return AccountResult.failed(account, problem.outcome(), String.valueOf(problem.getMessage()));
    }
}
