package dev.balancehistory.recording;

import dev.balancehistory.archive.AccountRuns.AccountRun;
import dev.balancehistory.archive.Archive;
import dev.balancehistory.balance.Account;
import dev.balancehistory.balance.Slot;
import dev.balancehistory.database.DatabaseProblem;
import dev.balancehistory.exchange.BalanceFetcher;
import dev.balancehistory.exchange.FetchResult;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import dev.balancehistory.recording.Run.RunAccount;
import dev.balancehistory.settings.ConfiguredAccount;
import dev.balancehistory.spool.Spool;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The step that fetches: the accounts in parallel, each response kept as it came, in one transaction with the row that
 * says how its account ended. It always finishes: one account's failure is no failure of the step.
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

    /** A restart asks again for what has no answer, which the inbox knows best. */
    @Override
    void execute(Run run, StepExecution step) throws JobInterruptedException {
        List<RunAccount> withoutResponse = withoutResponse(run);
        try (ResponseArchiver keeper =
                new ResponseArchiver(transaction, history.inbox(), history.accountRuns(), spool, run.slot())) {
            each(withoutResponse, account -> fetch(account, run, step.getJobExecutionId(), keeper));
        }
        step.setReadCount(withoutResponse.size());
        goOn(run);
    }

    private void each(List<RunAccount> accounts, Consumer<RunAccount> fetch) {
        if (accounts.size() <= 1) {
            accounts.forEach(fetch);
            return;
        }
        ExecutorService workers = Executors.newFixedThreadPool(Math.min(concurrency, accounts.size()));
        accounts.forEach(account -> workers.execute(() -> fetch.accept(account)));
        workers.shutdown();
        try {
            workers.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking", e);
        }
    }

    private List<RunAccount> withoutResponse(Run run) {
        Slot slot = run.slot();
        if (slot == null) {
            return run.accounts();
        }
        List<Account> accounts =
                run.accounts().stream().map(RunAccount::account).toList();
        // In a transaction, or the connection would stay with this thread until the step ends.
        Set<Integer> served = Objects.requireNonNull(
                transaction.execute(status -> history.inbox().servedAccounts(accounts, slot)));
        return run.accounts().stream()
                .filter(account -> !served.contains(account.account().id()))
                .toList();
    }

    /** Asks for one account. Whatever happens to it is noted in the run, so that it holds up no other. */
    private void fetch(RunAccount account, Run run, long jobExecutionId, ResponseArchiver keeper) {
        try {
            boolean begun = !run.deadline().over();
            Instant startedAt = clock.instant();
            ConfiguredAccount configured = account.configured();
            FetchResult fetched =
                    fetcher.fetch(configured.source(), configured.credentials(), run.deadline(), run.responseClock());
            if (begun) {
                keep(account.account(), fetched, startedAt, run, jobExecutionId, keeper);
            } else {
                run.fetched(account.account(), fetched);
            }
        } catch (RuntimeException e) {
            Problem problem = DatabaseProblem.of(e);
            tellDefect(account.account(), problem);
            run.fetched(account.account(), new FetchResult(List.of(), problem.outcome(), problem.getMessage(), null));
        }
    }

    private void keep(
            Account account,
            FetchResult fetched,
            Instant startedAt,
            Run run,
            long jobExecutionId,
            ResponseArchiver keeper) {
        AccountRun accountRun = new AccountRun(
                jobExecutionId, account, fetched.outcome(), fetched.problem(), startedAt, clock.instant());
        try {
            run.kept(keeper.inInbox(accountRun, fetched.responses()));
            run.fetched(account, fetched);
        } catch (RuntimeException e) {
            tellDefect(account, DatabaseProblem.of(e));
            run.spooled(account, keeper.inSpool(account, fetched, jobExecutionId, e));
        }
    }

    private static void tellDefect(Account account, Problem problem) {
        if (problem.outcome() == Outcome.BUG) {
            log.error("Account {}: because of a bug", account.name(), problem);
        }
    }
}
