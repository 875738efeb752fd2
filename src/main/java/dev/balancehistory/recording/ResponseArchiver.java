package dev.balancehistory.recording;

import dev.balancehistory.archive.AccountRuns;
import dev.balancehistory.archive.AccountRuns.AccountRun;
import dev.balancehistory.archive.ResponseInbox;
import dev.balancehistory.balance.Account;
import dev.balancehistory.balance.RawResponse;
import dev.balancehistory.balance.ResponseState;
import dev.balancehistory.balance.Slot;
import dev.balancehistory.database.DatabaseProblem;
import dev.balancehistory.database.DatabaseRetry;
import dev.balancehistory.exchange.FetchResult;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import dev.balancehistory.spool.Spool;
import dev.balancehistory.spool.SpooledResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Keeps what was answered, since it can't be had again: in the inbox or, if the database does not take it, in the spool.
 * Safe for many threads.
 */
final class ResponseArchiver implements AutoCloseable {
    // With all tries. Well within the time that a stopped run is given, and independent of the driver, which can hang
    // for a quarter of an hour when its words lead nowhere.
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final TransactionOperations transaction;
    private final ResponseInbox inbox;
    private final AccountRuns accountRuns;
    private final Spool spool;
    private final @Nullable Slot slot;
    private final ExecutorService writers = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "inbox");
        thread.setDaemon(true);
        return thread;
    });

    ResponseArchiver(
            TransactionOperations transaction,
            ResponseInbox inbox,
            AccountRuns accountRuns,
            Spool spool,
            @Nullable Slot slot) {
        this.transaction = transaction;
        this.inbox = inbox;
        this.accountRuns = accountRuns;
        this.spool = spool;
        this.slot = slot;
    }

    /**
     * Puts the answers into the inbox, in one transaction with the row that says how their account ended, and returns
     * their keys.
     *
     * @throws RuntimeException if the database does not take them, or not in time: it may still do so then, which does
     *     no harm, since an answer out of the spool is looked for first
     */
    List<Long> inInbox(AccountRun run, List<RawResponse> responses) {
        AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
        Future<List<Long>> ids = writers.submit(() -> DatabaseRetry.PATIENT.invoke(() -> {
            try {
                return transaction.execute(status -> added(run, responses));
            } catch (RuntimeException e) {
                failure.set(e);
                throw e;
            }
        }));
        try {
            return ids.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw Objects.requireNonNullElseGet(failure.get(), () -> new IllegalStateException(e.getCause()));
        } catch (TimeoutException e) {
            String what = "the database did not take the answer within " + PATIENCE.toSeconds() + " seconds";
            throw Objects.requireNonNullElseGet(failure.get(), () -> new Problem(Outcome.UNREACHABLE, what, e));
        } catch (InterruptedException e) {
            // And not marked so again: a channel closes at the mark, and the spool writes through one.
            throw new Problem(Outcome.UNREACHABLE, "interrupted while the database took the answer", e);
        } finally {
            ids.cancel(true);
        }
    }

    /** What looks like a failure may have been the loss of the reply alone: then the row is there, and the answers too. */
    private List<Long> added(AccountRun run, List<RawResponse> responses) {
        if (!accountRuns.add(run)) {
            return inbox.broughtBy(run.jobExecutionId(), run.account());
        }
        return responses.stream()
                .map(response -> inbox.add(run.account(), slot, run.jobExecutionId(), response))
                .toList();
    }

    /**
     * Puts the answers into the spool, but for those that are no more than an error; returns what the account has come
     * to then.
     *
     * @param cause why the database did not take them
     */
    FetchResult inSpool(Account account, FetchResult fetched, long jobExecutionId, RuntimeException cause) {
        Problem problem = DatabaseProblem.of(cause);
        List<Outcome> outcomes = new ArrayList<>(List.of(fetched.outcome(), problem.outcome()));
        List<String> words = new ArrayList<>();
        if (fetched.problem() != null) {
            words.add(fetched.problem());
        }
        words.add(String.valueOf(problem.getMessage()));
        for (RawResponse response : fetched.responses()) {
            if (response.state() != ResponseState.FAILED) {
                try {
                    words.add("the answer is kept in "
                            + spool.keep(new SpooledResponse(
                                    account.name(), account.exchange(), slot, jobExecutionId, response))
                            + ", and the next run takes it into the history");
                } catch (Problem full) {
                    outcomes.add(full.outcome());
                    words.add("the answer is lost, since it can't be kept either: " + full.getMessage());
                }
            }
        }
        return new FetchResult(
                fetched.responses(), Outcome.worst(outcomes), String.join("; ", words), fetched.warning());
    }

    /** Waits for nothing. */
    @Override
    public void close() {
        writers.shutdown();
    }
}
