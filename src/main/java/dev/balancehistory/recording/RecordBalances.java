package dev.balancehistory.recording;

import dev.balancehistory.balance.Account;
import dev.balancehistory.balance.Outcome;
import dev.balancehistory.balance.Problem;
import dev.balancehistory.exchange.BalanceAsker;
import dev.balancehistory.exchange.BalanceSource;
import dev.balancehistory.exchange.Deadline;
import dev.balancehistory.history.DatabaseProblem;
import dev.balancehistory.history.History;
import dev.balancehistory.history.RunLock;
import dev.balancehistory.recording.Run.RunAccount;
import dev.balancehistory.recording.RunResult.AccountResult;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.launch.JobInstanceAlreadyCompleteException;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes a snapshot of accounts: one run of the job {@code recordBalances}, under the lock. */
public final class RecordBalances {
    // Longer than any run, so that only a process that hangs loses the lock.
    private static final Duration LOCK_GRACE = Duration.ofSeconds(60);

    private final RecorderSettings settings;
    private final AccountDirectory directory;
    private final Map<String, BalanceSource> sources;
    private final BalanceAsker asker;
    private final History history;
    private final JobRepository jobRepository;
    private final JobOperator jobOperator;
    private final RunStop stop;
    private final InstantSource clock;

    RecordBalances(
            RecorderSettings settings,
            Map<String, BalanceSource> sources,
            BalanceAsker asker,
            History history,
            JobRepository jobRepository,
            JobOperator jobOperator,
            RunStop stop,
            InstantSource clock) {
        this.settings = settings;
        this.directory = new AccountDirectory(settings.accounts(), sources);
        this.sources = sources;
        this.asker = asker;
        this.history = history;
        this.jobRepository = jobRepository;
        this.jobOperator = jobOperator;
        this.stop = stop;
        this.clock = clock;
    }

    /**
     * Runs, and returns how it ended; what goes wrong with single accounts is in the result.
     *
     * @throws Problem if there is nothing that can be run
     */
    public RunResult record(RecordRequest request) {
        List<ConfiguredAccount> configured = directory.select(request.accounts());
        Deadline deadline = new Deadline(settings.deadline());
        RunStop.Running running = stop.running(deadline);
        try (running) {
            return locked(request, configured, deadline);
        } catch (RuntimeException e) {
            throw DatabaseProblem.isBehind(e) ? DatabaseProblem.of(e) : e;
        }
    }

    private RunResult locked(RecordRequest request, List<ConfiguredAccount> configured, Deadline deadline) {
        Map<String, ConfiguredAccount> byName =
                configured.stream().collect(Collectors.toMap(ConfiguredAccount::name, Function.identity()));
        List<Account> accounts = history.accounts()
                .register(
                        configured.stream().map(ConfiguredAccount::registration).toList());
        StaleRuns staleRuns = new StaleRuns(jobRepository, jobOperator);
        Duration longest = settings.deadline().plus(LOCK_GRACE);
        try (RunLock lock = RunLock.acquire(history.dataSource(), accounts, longest, staleRuns::recover)) {
            List<RunAccount> held = accounts.stream()
                    .filter(lock::holds)
                    .map(account -> new RunAccount(account, Objects.requireNonNull(byName.get(account.name()))))
                    .toList();
            Run run = new Run(held, request.slot(), deadline);
            if (held.isEmpty()) {
                return result(run, accounts, lock, null);
            }
            return result(run, accounts, lock, launch(request, accounts, run));
        }
    }

    /** Returns the execution, or null if the slot was recorded before. */
    private @Nullable JobExecution launch(RecordRequest request, List<Account> accounts, Run run) {
        FetchResponses fetch = new FetchResponses(
                jobRepository,
                new TransactionTemplate(history.transactionManager()),
                history.inbox(),
                asker,
                settings.concurrency(),
                run);
        Step write = new StepBuilder(WriteSnapshots.NAME, jobRepository)
                .tasklet(
                        new WriteSnapshots(history.inbox(), history.snapshots(), sources, run),
                        history.transactionManager())
                .allowStartIfComplete(true)
                .build();
        Job job = new RecordBalancesJob(jobRepository, fetch, write, run);
        JobParameters parameters = RecordBalancesJob.parameters(
                request.slot(),
                accounts.stream().map(Account::name).toList(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
        try {
            return jobOperator.start(job, parameters);
        } catch (JobInstanceAlreadyCompleteException e) {
            return null;
        } catch (JobExecutionException e) {
            throw new Problem(Outcome.LATER, "the run can't start: " + e.getMessage(), e);
        }
    }

    private RunResult result(Run run, List<Account> accounts, RunLock lock, @Nullable JobExecution execution) {
        RunReport report = new RunReport(run, history.runs(), clock.instant());
        List<AccountResult> results = new ArrayList<>();
        for (Account account : accounts) {
            results.add(
                    lock.holds(account)
                            ? report.of(account)
                            : AccountResult.failed(account, Outcome.LATER, "another run holds the account: try again"));
        }
        List<String> notes = new ArrayList<>(report.notes());
        List<Outcome> outcomes =
                new ArrayList<>(results.stream().map(AccountResult::outcome).toList());
        outcomes.add(run.outcome());
        if (execution != null) {
            for (Throwable failure : execution.getAllFailureExceptions()) {
                if (failure instanceof JobInterruptedException) {
                    continue;
                }
                Problem problem = DatabaseProblem.of(failure);
                outcomes.add(problem.outcome());
                notes.add(problem.getMessage());
            }
        }
        return new RunResult(Outcome.worst(outcomes), execution == null ? null : execution.getId(), results, notes);
    }
}
