package dev.balancehistory.recording;

import dev.balancehistory.archive.RunLock;
import dev.balancehistory.balance.Account;
import dev.balancehistory.process.RunStop;
import java.util.List;

/**
 * A run that is under way.
 *
 * @param accounts all that it is to record, also those that another run holds
 * @param lock on those that it holds
 * @param running what a signal stops
 * @param reopened whether the job operator started it by itself: then the end of its job closes it
 */
record OpenRun(Run run, List<Account> accounts, RunLock lock, RunStop.Running running, boolean reopened)
        implements AutoCloseable {
    boolean holdsAll() {
        return run.accounts().size() == accounts.size();
    }

    @Override
    public void close() {
        try (running) {
            lock.close();
        }
    }
}
