package dev.balancehistory.recording;

import dev.balancehistory.archive.ResponseInbox;
import dev.balancehistory.balance.RawResponse;
import dev.balancehistory.balance.Slot;
import dev.balancehistory.database.DatabaseProblem;
import dev.balancehistory.database.DatabaseRetry;
import dev.balancehistory.exchange.FetchResult;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import dev.balancehistory.recording.AccountRuns.AccountRun;
import dev.balancehistory.spool.Spool;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Stores responses, which cannot be fetched again, in the inbox or, if the database fails, in the spool. Thread-safe.
 */
final class ResponseArchiver implements AutoCloseable {
    // Includes all tries, and is well within the grace of a stopped run. The driver alone can block for a quarter of an
    // hour on a dead connection.
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private final TransactionOperations transaction;
    private final ResponseInbox inbox;
    private final AccountRuns accountRuns;
    private final Spool spool;
    private final @Nullable Slot slot;
    private final Duration patience;

    /** Why the database did not store the newest response; null if it did. */
    private volatile @Nullable RuntimeException failing;

    private final AtomicLong stored = new AtomicLong();

    /** Held by the one response that waits for a failing database. */
    private final Semaphore probe = new Semaphore(1);

    private final ExecutorService writers = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "inbox");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * @param slot the slot that the run stands for; null without a slot
     * @param patience the time for a response, with all tries
     */
    ResponseArchiver(
            TransactionOperations transaction,
            ResponseInbox inbox,
            AccountRuns accountRuns,
            Spool spool,
            @Nullable Slot slot,
            Duration patience) {
        this.transaction = transaction;
        this.inbox = inbox;
        this.accountRuns = accountRuns;
        this.spool = spool;
        this.slot = slot;
        this.patience = patience;
    }

    /**
     * Stores the responses in the inbox, in one transaction with the result of their account, and returns their keys.
     * Only one caller at a time waits for a database that fails: otherwise the run would wait until its deadline, and
     * fetch no other account.
     *
     * @throws RuntimeException if the database does not store them in time. It may still do so later, so that a
     *     response from the spool is looked up first
     */
    List<Long> inInbox(AccountRun run, List<RawResponse> responses) {
        RuntimeException before = failing;
        if (before == null) {
            return stored(run, responses);
        }
        if (!probe.tryAcquire()) {
            throw before;
        }
        try {
            return stored(run, responses);
        } finally {
            probe.release();
        }
    }

    private List<Long> stored(AccountRun run, List<RawResponse> responses) {
        long before = stored.get();
        try {
            List<Long> ids = inTime(() -> added(run, responses));
            stored.incrementAndGet();
            failing = null;
            return ids;
        } catch (RuntimeException e) {
            // An error of this response alone, such as a deadlock, does not concern those that are stored meanwhile.
            if (stored.get() == before && (DatabaseProblem.isPassing(e) || DatabaseProblem.isWithoutConnection(e))) {
                failing = e;
            }
            throw e;
        }
    }

    /**
     * Stores why accounts were not fetched, unless the database fails: the run reports both.
     *
     * @param problems the reasons, by the names of the accounts
     * @throws RuntimeException if the database does not store them in time
     */
    void addUnfetched(long jobExecutionId, Map<String, Problem> problems, Instant time) {
        if (!problems.isEmpty() && failing == null) {
            inTime(() -> {
                accountRuns.addUnfetched(jobExecutionId, problems, time);
                return problems.size();
            });
        }
    }

    private <T> T inTime(Supplier<T> work) {
        AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
        Future<T> result = writers.submit(() -> DatabaseRetry.PATIENT.invoke(() -> {
            try {
                return Objects.requireNonNull(transaction.execute(status -> work.get()));
            } catch (RuntimeException e) {
                failure.set(e);
                throw e;
            }
        }));
        try {
            return result.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw Objects.requireNonNullElseGet(failure.get(), () -> new IllegalStateException(e.getCause()));
        } catch (TimeoutException e) {
            String what = "the database did not store the result within " + patience.toSeconds() + " seconds";
            throw Objects.requireNonNullElseGet(failure.get(), () -> new Problem(Outcome.UNREACHABLE, what, e));
        } catch (InterruptedException e) {
            // The interrupt is not restored: it would close the channel by which the spool writes.
            throw new Problem(Outcome.UNREACHABLE, "interrupted while the database stored the result", e);
        } finally {
            result.cancel(true);
        }
    }

    /** Stores the responses, unless a previous try did and only its acknowledgement was lost. */
    private List<Long> added(AccountRun run, List<RawResponse> responses) {
        if (!accountRuns.add(run)) {
            return inbox.ofRun(run.jobExecutionId(), run.account());
        }
        return responses.stream()
                .map(response -> inbox.add(run.account(), slot, run.jobExecutionId(), response))
                .toList();
    }

    /**
     * Stores the responses in the spool, except errors; returns the result of the account.
     *
     * @param cause the failure of the database
     */
    FetchResult inSpool(AccountRun run, FetchResult fetched, RuntimeException cause) {
        Problem problem = DatabaseProblem.of(cause);
        List<Outcome> outcomes = new ArrayList<>(List.of(fetched.outcome(), problem.outcome()));
        List<String> texts = new ArrayList<>();
        if (fetched.problem() != null) {
            texts.add(fetched.problem());
        }
        texts.add(String.valueOf(problem.getMessage()));
        SpooledFetch spooled = SpooledFetch.store(
                spool, run.account().name(), run.account().exchange(), slot, run.jobExecutionId(), fetched.responses());
        outcomes.addAll(spooled.outcomes());
        texts.addAll(spooled.texts());
        return new FetchResult(
                fetched.responses(), Outcome.worst(outcomes), String.join("; ", texts), fetched.warning());
    }

    /** Waits for nothing. */
    @Override
    public void close() {
        writers.shutdown();
    }
}
