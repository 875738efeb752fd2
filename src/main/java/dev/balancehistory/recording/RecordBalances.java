package dev.balancehistory.recording;

import dev.balancehistory.balance.Account;
import dev.balancehistory.balance.Outcome;
import dev.balancehistory.balance.Problem;
import dev.balancehistory.database.DatabaseProblem;
import dev.balancehistory.exchange.Adapters;
import dev.balancehistory.exchange.BalanceAsker;
import dev.balancehistory.exchange.Deadline;
import dev.balancehistory.exchange.ResponseClock;
import dev.balancehistory.history.History;
import dev.balancehistory.history.RunLock;
import dev.balancehistory.job.JobRecord;
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
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.step.Step;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes a snapshot of accounts: one run of the job {@code recordBalances}, under the lock. */
public final class RecordBalances {
    /** What a run may still take after its deadline, if nothing answers any more. */
    private static final Duration END = Duration.ofSeconds(60);

    private final RecorderSettings settings;
    private final AccountDirectory directory;
    private final Adapters adapters;
    private final BalanceAsker asker;
    private final History history;
    private final JobRecord record;
    private final Spool spool;
    private final RunStop stop;
    private final InstantSource clock;

    RecordBalances(
            RecorderSettings settings,
            AccountDirectory directory,
            Adapters adapters,
            BalanceAsker asker,
            History history,
            JobRecord record,
            Spool spool,
            RunStop stop,
            InstantSource clock) {
        this.settings = settings;
        this.directory = directory;
        this.adapters = adapters;
        this.asker = asker;
        this.history = history;
        this.record = record;
        this.spool = spool;
        this.stop = stop;
        this.clock = clock;
    }

    /**
     * Runs, and returns how it ended; what goes wrong with single accounts is in the result.
     *
     * @throws Problem if there is nothing that can be run
     */
    public RunResult record(RecordRequest request) {
        List<ConfiguredAccount> selected = directory.select(request.accounts());
        List<ConfiguredAccount> configured = share(selected, request.shard());
        if (configured.isEmpty()) {
            String note = "share " + request.shard() + " has none of the " + selected.size() + " accounts";
            return new RunResult(Outcome.DONE, null, List.of(), List.of(note));
        }
        Deadline deadline = new Deadline(settings.deadline());
        RunStop.Running running = stop.running(deadline);
        try (running) {
            return locked(request, configured, deadline);
        } catch (RuntimeException e) {
            throw DatabaseProblem.isBehind(e) ? DatabaseProblem.of(e) : e;
        }
    }

    /** Longer than any run, so that a process that hangs loses the lock, and no other. */
    static Duration longest(Duration deadline) {
        return deadline.plus(END);
    }

    private static List<ConfiguredAccount> share(List<ConfiguredAccount> selected, @Nullable Shard shard) {
        return shard == null
                ? selected
                : selected.stream().filter(account -> shard.has(account.name())).toList();
    }

    private RunResult locked(RecordRequest request, List<ConfiguredAccount> configured, Deadline deadline) {
        Map<String, ConfiguredAccount> byName =
                configured.stream().collect(Collectors.toMap(ConfiguredAccount::name, Function.identity()));
        List<Account> accounts = history.accounts()
                .register(configured.stream()
                        .map(account -> account.registration(request.interval()))
                        .toList());
        try (RunLock lock = RunLock.acquire(
                history.dataSource(),
                accounts,
                longest(settings.deadline()),
                () -> record.endDead(RecordBalancesJob.NAME))) {
            List<RunAccount> held = accounts.stream()
                    .filter(lock::holds)
                    .map(account -> new RunAccount(account, Objects.requireNonNull(byName.get(account.name()))))
                    .toList();
            Run run = new Run(held, request.slot(), deadline, new ResponseClock(clock));
            if (held.isEmpty()) {
                return result(run, accounts, lock, null);
            }
            return result(run, accounts, lock, launch(request, accounts, run));
        }
    }

    /** Returns the execution, or null if the slot was recorded before. */
    private @Nullable JobExecution launch(RecordRequest request, List<Account> accounts, Run run) {
        JobParameters parameters = RecordBalancesJob.parameters(
                request.slot(),
                accounts.stream().map(Account::name).toList(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
        // Who holds all of a run's accounts knows that no other process is in it.
        boolean alone = run.accounts().size() == accounts.size();
        JobExecution execution = record.start(RecordBalancesJob.NAME, parameters, alone);
        if (execution != null) {
            execute(execution, run);
        }
        return execution;
    }

    private void execute(JobExecution execution, Run run) {
        TransactionOperations transaction = new TransactionTemplate(history.transactionManager());
        List<Step> steps = new ArrayList<>();
        if (spool.mayHaveAnswers()) {
            steps.add(new TakeInSpool(transaction, history.inbox(), spool, run));
        }
        try (AnswerKeeper keeper = new AnswerKeeper(transaction, history.inbox(), spool, run.slot())) {
            steps.add(new FetchResponses(record, history.inbox(), keeper, asker, settings.concurrency(), run));
            steps.add(new WriteSnapshots(transaction, history.inbox(), history.snapshots(), adapters, run));
            new RecordBalancesJob(record, steps, run).execute(execution);
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
                Problem problem = DatabaseProblem.of(failure);
                outcomes.add(problem.outcome());
                notes.add(problem.getMessage());
            }
        }
        return new RunResult(
                Outcome.worst(outcomes),
                execution == null ? null : execution.getId(),
                results,
                notes.stream().distinct().toList());
    }
}
