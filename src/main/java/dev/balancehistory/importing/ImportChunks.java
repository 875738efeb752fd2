package dev.balancehistory.importing;

import dev.balancehistory.balance.Account;
import dev.balancehistory.balance.ResponseState;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes responses in batches, in a separate thread, while the next batch is read. A batch is small, so that a run of
 * the same account hardly waits.
 */
final class ImportChunks implements AutoCloseable {
    private static final int MOST_RESPONSES = 1_000;
    private static final int MOST_BYTES = 4 << 20;

    private final ImportSession session;
    private final ImportCount count;
    private final long run;
    private final Instant now;
    private final ImportReport report;
    private final BooleanSupplier stopped;
    private final Map<String, Optional<Account>> accounts = new HashMap<>();
    private final ExecutorService database = Executors.newSingleThreadExecutor();
    private List<ImportedResponse> chunk = new ArrayList<>();
    private int bytes;
    private @Nullable Future<List<Decision>> writing;

    /**
     * @param run the number of the run in the job metadata
     * @param now the start of the import
     * @param stopped whether to stop at the next batch
     */
    ImportChunks(
            ImportSession session,
            ImportCount count,
            long run,
            Instant now,
            ImportReport report,
            BooleanSupplier stopped) {
        this.session = session;
        this.count = count;
        this.run = run;
        this.now = now;
        this.report = report;
        this.stopped = stopped;
    }

    /** Returns the account of this name; null if the history has none. */
    @Nullable
    Account known(String name) {
        Optional<Account> known = accounts.get(name);
        if (known == null) {
            // The session is for one thread at a time.
            finishWriting();
            known = Optional.ofNullable(session.accounts().find(name));
            accounts.put(name, known);
        }
        return known.orElse(null);
    }

    /**
     * Returns the account of this name. If the history has none, it is added with its first response.
     *
     * @param exchange the exchange of a new account
     */
    Account account(String name, String exchange) {
        Account known = known(name);
        if (known != null) {
            return known;
        }
        Account added = session.accounts().create(name, exchange);
        accounts.put(name, Optional.of(added));
        count.addAccount(name);
        return added;
    }

    /** Returns the wallets of the account's newest snapshot. */
    Set<String> wallets(Account account) {
        finishWriting();
        return session.accounts().wallets(account);
    }

    void add(ImportedResponse response) {
        chunk.add(response);
        bytes += response.body().length;
        if (chunk.size() >= MOST_RESPONSES || bytes >= MOST_BYTES) {
            flush();
        }
    }

    /** Passes the batch to the thread, after the previous batch is written. */
    private void flush() {
        finishWriting();
        checkStopped();
        List<ImportedResponse> full = chunk;
        chunk = new ArrayList<>();
        bytes = 0;
        writing = database.submit(() -> session.take(full, run, now));
    }

    /**
     * Checks whether the import was stopped.
     *
     * @throws Problem if it was
     */
    void checkStopped() {
        if (stopped.getAsBoolean()) {
            throw new Problem(Outcome.STOPPED, "stopped; imported snapshots stay, and a new start continues");
        }
    }

    /** Writes the last batch. */
    void finish() {
        flush();
        finishWriting();
    }

    private void finishWriting() {
        if (writing == null) {
            return;
        }
        try {
            for (Decision decision : writing.get()) {
                count.add(decision);
                if (decision.state() == ResponseState.CONFLICT) {
                    report.conflict(decision);
                }
            }
            writing = null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem(Outcome.STOPPED, "interrupted; imported snapshots stay, and a new start continues", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
        }
    }

    /** Waits for the current batch, which is written completely or not at all. */
    @Override
    public void close() {
        database.shutdown();
        try {
            if (!database.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS)) {
                throw new IllegalStateException("waited for centuries");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
