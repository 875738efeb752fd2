package dev.balancehistory.recording;

import dev.balancehistory.balance.Slot;
import dev.balancehistory.database.DatabaseProblem;
import dev.balancehistory.exchange.BalanceFetcher;
import dev.balancehistory.exchange.ResponseClock;
import dev.balancehistory.process.Deadline;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import dev.balancehistory.process.RunStop;
import dev.balancehistory.recording.RunResult.AccountResult;
import dev.balancehistory.settings.ConfiguredAccount;
import dev.balancehistory.spool.Spool;
import dev.balancehistory.spool.SpoolFile;
import dev.balancehistory.spool.SpoolLocks;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs while the database is out of reach. The configuration has all that a fetch needs. Each response waits in the spool
 * under its slot for the next run.
 */
record OutageRun(
        Duration deadline,
        int concurrency,
        Spool spool,
        SpooledBalances balances,
        BalanceFetcher fetcher,
        KeyLocks keys,
        RunStop stop,
        InstantSource clock) {
    private static final Logger log = LoggerFactory.getLogger(OutageRun.class);

    /**
     * Fetches the accounts whose response for the slot does not wait in the spool yet. Its time limit begins now, since
     * the wait for the database must not cost a response.
     *
     * @throws Problem if nothing can be stored in the spool
     */
    RunResult record(List<ConfiguredAccount> accounts, @Nullable Slot slot, Problem database) {
        Deadline end = new Deadline(deadline);
        RunStop.Running running = stop.running(end);
        try (running;
                SpoolLocks locks = locks(database)) {
            keys.use(locks);
            Queue<AccountResult> results = new ConcurrentLinkedQueue<>();
            List<ConfiguredAccount> held = new ArrayList<>();
            for (ConfiguredAccount account : accounts) {
                if (locks.tryTake("account " + account.name()) == null) {
                    results.add(AccountResult.held(account.name()));
                } else {
                    held.add(account);
                }
            }
            Map<String, Path> waiting = waiting(slot);
            OutageFetch fetch =
                    new OutageFetch(fetcher, spool, balances, slot, database, end, new ResponseClock(clock));
            Workers.each(
                    held,
                    concurrency,
                    account -> {
                        Path file = waiting.get(account.name());
                        return file == null
                                ? fetched(account, fetch)
                                : AccountResult.failed(
                                        account.name(), database.outcome(), SpooledFetch.stored(file), file);
                    },
                    (account, result) -> results.add(result));
            Outcome fetched = held.isEmpty() ? Outcome.DONE : database.outcome();
            return new RunResult(
                    end.stopped() ? Outcome.STOPPED : fetched,
                    null,
                    null,
                    true,
                    List.copyOf(results),
                    List.of(String.valueOf(database.getMessage())));
        } finally {
            keys.use(null);
        }
    }

    private SpoolLocks locks(Problem database) {
        try {
            return spool.locks();
        } catch (Problem e) {
            throw new Problem(
                    Outcome.worst(List.of(database.outcome(), e.outcome())),
                    database.getMessage() + "; nothing was fetched, since no response can be stored: " + e.getMessage(),
                    e);
        }
    }

    /** Returns the files of the responses that wait for the slot and can be recorded, by account. */
    private Map<String, Path> waiting(@Nullable Slot slot) {
        if (slot == null) {
            return Map.of();
        }
        Map<String, Path> waiting = new HashMap<>();
        for (SpoolFile file : spool.named()) {
            if (slot.equals(file.slot()) && balances.of(file.path()) != null) {
                waiting.put(file.account(), file.path());
            }
        }
        return waiting;
    }

    /** Fetches one account. A failure does not affect other accounts. */
    private static AccountResult fetched(ConfiguredAccount account, OutageFetch fetch) {
        try {
            return fetch.of(account);
        } catch (RuntimeException e) {
            log.error("Account {}: a bug in this program", account.name(), e);
            return AccountResult.failed(account.name(), DatabaseProblem.of(e));
        }
    }
}
