package dev.balancehistory.recording;

import dev.balancehistory.balance.Account;
import dev.balancehistory.process.Problem;
import dev.balancehistory.process.RunStop;
import dev.balancehistory.recording.RunResult.AccountResult;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A run that has not ended.
 *
 * @param accounts all requested accounts, including those that another run holds
 * @param rejected the problems of requested accounts that the history has from another exchange, by name
 * @param lock the lock on the accounts that this run holds
 * @param running the registration for a stop by a signal
 * @param reopened whether the job operator started it, so that the end of its job closes it
 */
record OpenRun(
        Run run,
        List<Account> accounts,
        Map<String, Problem> rejected,
        RunLock lock,
        RunStop.Running running,
        boolean reopened)
        implements AutoCloseable {
    boolean holdsAll() {
        return run.accounts().size() == accounts.size();
    }

    /** Returns the results of the accounts that another run holds or the history rejects. */
    List<AccountResult> others() {
        return Stream.concat(
                        accounts.stream()
                                .filter(account -> !lock.holds(account))
                                .map(account -> AccountResult.held(account.name())),
                        rejected.entrySet().stream()
                                .map(account -> AccountResult.failed(account.getKey(), account.getValue())))
                .toList();
    }

    @Override
    public void close() {
        try (running) {
            lock.close();
        }
    }
}
