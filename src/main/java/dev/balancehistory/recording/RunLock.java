package dev.balancehistory.recording;

import dev.balancehistory.balance.Account;
import dev.balancehistory.database.AdvisoryLocks;
import dev.balancehistory.process.TextResource;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import javax.sql.DataSource;

/**
 * The lock by which only one run at a time fetches an account. It is a transaction on a separate connection that locks
 * the accounts' rows of {@code account_name}. The server ends it when the process dies, and after a timeout when the
 * process is frozen. Not this lock but the unique keys prevent a duplicate record.
 */
record RunLock(AdvisoryLocks locks, Set<Integer> held) implements AutoCloseable {
    // Row locks, since advisory locks on thousands of accounts would fill the server's lock table.
    private static final String HOLD = TextResource.of(RunLock.class, "run-lock.sql");

    /**
     * Locks those of the accounts that no other run holds.
     *
     * @param longest the time after which the server releases the lock of a frozen process
     * @param whenAlone called first, and only if no other run is alive; no run can start until it returns
     */
    static RunLock acquire(DataSource dataSource, Collection<Account> accounts, Duration longest, Runnable whenAlone) {
        AdvisoryLocks locks = AdvisoryLocks.on(dataSource, longest);
        try {
            if (locks.tryAcquire(AdvisoryLocks.RUN)) {
                whenAlone.run();
            }
            locks.endTransaction();
            locks.share(AdvisoryLocks.RUN);
            return new RunLock(locks, held(locks, accounts));
        } catch (RuntimeException e) {
            locks.close();
            throw e;
        }
    }

    /** Locks the accounts. Two runs of the same accounts would share them out if they did this at the same time. */
    private static Set<Integer> held(AdvisoryLocks locks, Collection<Account> accounts) {
        Integer[] ids = accounts.stream().map(Account::id).toArray(Integer[]::new);
        return ids.length == 1 ? held(locks, ids) : locks.during(AdvisoryLocks.HOLD, () -> held(locks, ids));
    }

    private static Set<Integer> held(AdvisoryLocks locks, Integer[] ids) {
        return Set.copyOf(locks.jdbc().queryForList(HOLD, Integer.class, (Object) ids));
    }

    boolean holds(Account account) {
        return held.contains(account.id());
    }

    @Override
    public void close() {
        locks.close();
    }
}
