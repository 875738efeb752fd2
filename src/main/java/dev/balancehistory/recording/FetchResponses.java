package dev.balancehistory.recording;

import dev.balancehistory.archive.Archive;
import dev.balancehistory.balance.Account;
import dev.balancehistory.balance.Slot;
import dev.balancehistory.database.DatabaseProblem;
import dev.balancehistory.exchange.BalanceFetcher;
import dev.balancehistory.exchange.FetchResult;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import dev.balancehistory.recording.AccountRuns.AccountRun;
import dev.balancehistory.recording.Run.RunAccount;
import dev.balancehistory.settings.ConfiguredAccount;
import dev.balancehistory.spool.Spool;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The step that fetches the accounts in parallel. It stores each response as received, in one transaction with the
 * result of its account. A failure of an account does not fail the step.
 */
final class FetchResponses extends RunTasklet {
    private static final Logger log = LoggerFactory.getLogger(FetchResponses.class);

    private final TransactionOperations transaction;
    private final Archive history;
    private final Spool spool;
    private final BalanceFetcher fetcher;
    private final int concurrency;
    private final InstantSource clock;

    FetchResponses(
            OpenRuns runs,
            TransactionOperations transaction,
            Archive history,
            Spool spool,
            BalanceFetcher fetcher,
            int concurrency,
            InstantSource clock) {
        super(runs);
        this.transaction = transaction;
        this.history = history;
        this.spool = spool;
        this.fetcher = fetcher;
        this.concurrency = concurrency;
        this.clock = clock;
    }

    /** Fetches the accounts without a response for the slot, so that a restart repeats no request. */
    @Override
    void execute(Run run, StepExecution step) throws JobInterruptedException {
        List<RunAccount> withoutResponse = withoutResponse(run);
        run.progress().beginFetch();
        AccountRuns accountRuns = new AccountRuns(new JdbcTemplate(history.dataSource()));
        try (ResponseArchiver archiver = new ResponseArchiver(
                transaction, history.inbox(), accountRuns, spool, run.slot(), ResponseArchiver.PATIENCE)) {
            Workers.each(
                    withoutResponse,
                    concurrency,
                    account -> fetch(account, run),
                    (account, fetched) -> store(account.account(), fetched, run, step.getJobExecutionId(), archiver));
            addUnfetched(run, step.getJobExecutionId(), archiver);
        }
        step.setReadCount(withoutResponse.size());
        checkStopped(run);
    }

    private List<RunAccount> withoutResponse(Run run) {
        Slot slot = run.slot();
        if (slot == null) {
            return run.accounts();
        }
        List<Account> accounts =
                run.accounts().stream().map(RunAccount::account).toList();
        // Outside a transaction, the connection would stay with this thread until the step ends.
        Set<Integer> served = Objects.requireNonNull(
                transaction.execute(status -> history.inbox().servedAccounts(accounts, slot)));
        return run.accounts().stream()
                .filter(account -> !served.contains(account.account().id()))
                .toList();
    }

    /**
     * The fetch of an account.
     *
     * @param startedAt null if it failed, or the run's deadline was over before it
     */
    private record Fetched(@Nullable Instant startedAt, FetchResult result) {}

    /** Fetches one account. A failure does not affect other accounts. */
    private Fetched fetch(RunAccount of, Run run) {
        try {
            Instant startedAt = run.deadline().over() ? null : clock.instant();
            ConfiguredAccount configured = of.configured();
            return new Fetched(
                    startedAt,
                    fetcher.fetch(configured.source(), configured.credentials(), run.deadline(), run.responseClock()));
        } catch (RuntimeException e) {
            return new Fetched(null, failure(of.account(), e));
        }
    }

    private void store(Account account, Fetched fetched, Run run, long jobExecutionId, ResponseArchiver archiver) {
        FetchResult result = fetched.result();
        if (fetched.startedAt() == null) {
            run.progress().unfetched(account, result);
            return;
        }
        AccountRun accountRun = new AccountRun(
                jobExecutionId, account, result.outcome(), result.problem(), fetched.startedAt(), clock.instant());
        try {
            store(accountRun, result, run, archiver);
        } catch (RuntimeException e) {
            run.progress().fetched(account, failure(account, e));
        }
    }

    private static void store(AccountRun accountRun, FetchResult fetched, Run run, ResponseArchiver archiver) {
        Account account = accountRun.account();
        try {
            run.progress().stored(account, archiver.inInbox(accountRun, fetched.responses()));
            run.progress().fetched(account, fetched);
        } catch (RuntimeException e) {
            logBug(account, DatabaseProblem.of(e));
            run.progress().spooled(account, archiver.inSpool(accountRun, fetched, e));
        }
    }

    /** Stores why accounts were not fetched. */
    private void addUnfetched(Run run, long jobExecutionId, ResponseArchiver archiver) {
        Map<String, Problem> problems = new TreeMap<>(run.unfetched());
        problems.putAll(run.progress().unfetched());
        try {
            archiver.addUnfetched(jobExecutionId, problems, clock.instant());
        } catch (RuntimeException e) {
            run.progress().addProblem(DatabaseProblem.of(e));
        }
    }

    private static FetchResult failure(Account account, RuntimeException e) {
        Problem problem = DatabaseProblem.of(e);
        logBug(account, problem);
        return new FetchResult(List.of(), problem.outcome(), problem.getMessage(), null);
    }

    private static void logBug(Account account, Problem problem) {
        if (problem.outcome() == Outcome.BUG) {
            log.error("Account {}: a bug in this program", account.name(), problem);
        }
    }
}
