package dev.balancehistory.recording;

import dev.balancehistory.archive.AccountRegistry.Registered;
import dev.balancehistory.archive.AccountRegistry.Registration;
import dev.balancehistory.archive.Archive;
import dev.balancehistory.balance.Account;
import dev.balancehistory.exchange.ResponseClock;
import dev.balancehistory.process.Deadline;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import dev.balancehistory.process.RunStop;
import dev.balancehistory.recording.Run.RunAccount;
import dev.balancehistory.settings.ConfiguredAccount;
import dev.balancehistory.settings.ConfiguredAccounts;
import dev.balancehistory.settings.ConfiguredAccounts.Selection;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;

/**
 * The current runs of this process, by their job parameters. All runs share the job and its tasklets, so that the job
 * operator can restart and stop them from the job metadata.
 */
final class OpenRuns {
    /** The longest time from the deadline of a run to its end. */
    private static final Duration END = Duration.ofSeconds(60);

    /** Stored instead of the problem, since the name of an unknown setting may be a value in the wrong place. */
    private static final String WRONG = "configured wrongly: 'balance-history doctor' names the setting";

    private final Duration deadline;
    private final ConfiguredAccounts directory;
    private final UnlistedAccounts unlisted;
    private final Archive history;
    private final JobRepository repository;
    private final JobOperator operator;
    private final RunStop stop;
    private final InstantSource clock;
    private final Map<JobParameters, OpenRun> open = new ConcurrentHashMap<>();

    OpenRuns(
            Duration deadline,
            ConfiguredAccounts directory,
            UnlistedAccounts unlisted,
            Archive history,
            JobRepository repository,
            JobOperator operator,
            RunStop stop,
            InstantSource clock) {
        this.deadline = deadline;
        this.directory = directory;
        this.unlisted = unlisted;
        this.history = history;
        this.repository = repository;
        this.operator = operator;
        this.stop = stop;
        this.clock = clock;
    }

    /**
     * Opens a run: registers its accounts and locks those that no other run holds. If no other run is alive, it
     * recovers the executions whose process died.
     *
     * @param interval the interval of such runs; null if unknown
     * @throws Problem if the run is open in this process
     */
    OpenRun open(JobParameters parameters, Selection accounts, @Nullable Duration interval) {
        return open(parameters, accounts, interval, null);
    }

    /** Opens the run of an execution that the job operator has started. */
    void reopen(JobExecution execution) {
        JobParameters parameters = execution.getJobParameters();
        OpenRun run = open(parameters, RunParameters.accounts(parameters, directory), null, execution);
        if (run.run().accounts().isEmpty()) {
            close(parameters);
            throw new Problem(Outcome.TEMPORARY_FAILURE, "another run holds the accounts: try again");
        }
    }

    private OpenRun open(
            JobParameters parameters, Selection accounts, @Nullable Duration interval, @Nullable JobExecution itself) {
        Deadline end = new Deadline(deadline);
        RunStop.Running running = stop.running(end);
        try {
            OpenRun run = locked(parameters, accounts, interval, itself, end, running);
            if (open.putIfAbsent(parameters, run) != null) {
                run.lock().close();
                throw new Problem(
                        Outcome.TEMPORARY_FAILURE, "the run can't start: it is running in this process already");
            }
            return run;
        } catch (RuntimeException e) {
            running.close();
            throw e;
        }
    }

    private OpenRun locked(
            JobParameters parameters,
            Selection selected,
            @Nullable Duration interval,
            @Nullable JobExecution itself,
            Deadline end,
            RunStop.Running running) {
        List<ConfiguredAccount> configured = selected.usable();
        Map<String, ConfiguredAccount> byName =
                configured.stream().collect(Collectors.toMap(ConfiguredAccount::name, Function.identity()));
        Registered registered = history.accounts()
                .register(configured.stream()
                        .map(account -> registration(account, interval))
                        .toList());
        List<Account> accounts = registered.accounts();
        if (accounts.isEmpty()) {
            throw none(registered, selected);
        }
        RunProgress progress = new RunProgress();
        List<Account> all = new ArrayList<>(unlisted.registered(history.accounts(), progress::addProblem));
        all.addAll(accounts);
        RunLock lock = RunLock.acquire(history.dataSource(), all, longest(deadline), () -> recover(itself));
        all.removeIf(account -> !lock.holds(account));
        List<RunAccount> held = all.stream()
                .filter(account -> byName.containsKey(account.name()))
                .map(account -> new RunAccount(account, Objects.requireNonNull(byName.get(account.name()))))
                .toList();
        Run run = new Run(
                held,
                all,
                unfetched(registered, selected),
                RunParameters.slot(parameters),
                end,
                new ResponseClock(clock),
                progress);
        return new OpenRun(run, accounts, registered.rejected(), lock, running, itself != null);
    }

    /** Returns the problems of all accounts as one, since the run can't start. */
    private static Problem none(Registered registered, Selection selected) {
        Map<String, Problem> problems = new TreeMap<>(registered.rejected());
        problems.putAll(selected.wrong());
        return new Problem(
                Outcome.worst(problems.values().stream().map(Problem::outcome).toList()),
                problems.values().stream().map(Problem::getMessage).distinct().collect(Collectors.joining("; ")));
    }

    private static Map<String, Problem> unfetched(Registered registered, Selection selected) {
        Map<String, Problem> unfetched = new TreeMap<>(registered.rejected());
        selected.wrong().forEach((name, problem) -> unfetched.put(name, new Problem(problem.outcome(), WRONG)));
        return unfetched;
    }

    /** Returns a time that is longer than any run, after which a frozen process loses the lock. */
    static Duration longest(Duration deadline) {
        return deadline.plus(END);
    }

    private void recover(@Nullable JobExecution itself) {
        List.copyOf(repository.findRunningJobExecutions(RecordBalancesJob.NAME)).stream()
                .filter(execution -> itself == null || execution.getId() != itself.getId())
                .forEach(operator::recover);
    }

    /** Returns the run with these parameters; null if it is not open. */
    @Nullable
    OpenRun find(JobParameters parameters) {
        return open.get(parameters);
    }

    /** Returns the run of an execution. */
    Run of(JobExecution execution) {
        return Objects.requireNonNull(open.get(execution.getJobParameters()), "It is open")
                .run();
    }

    /** Closes a run and releases its accounts. */
    void close(JobParameters parameters) {
        OpenRun run = open.remove(parameters);
        if (run != null) {
            run.close();
        }
    }

    private static Registration registration(ConfiguredAccount account, @Nullable Duration fallback) {
        Duration interval = account.interval();
        return new Registration(account.name(), account.source().exchange(), interval == null ? fallback : interval);
    }
}
