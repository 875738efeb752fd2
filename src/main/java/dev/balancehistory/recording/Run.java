package dev.balancehistory.recording;

import dev.balancehistory.balance.Account;
import dev.balancehistory.balance.Slot;
import dev.balancehistory.exchange.ResponseClock;
import dev.balancehistory.process.Deadline;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.settings.ConfiguredAccount;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The accounts and limits of a run, and its progress.
 *
 * @param accounts the accounts that the run fetches
 * @param held the accounts whose responses in the spool it archives: these, and others that are not configured
 * @param slot the slot that the run stands for; null without a slot
 */
record Run(
        List<RunAccount> accounts,
        List<Account> held,
        @Nullable Slot slot,
        Deadline deadline,
        ResponseClock responseClock,
        RunProgress progress) {
    /** An account of the history and its configuration. */
    record RunAccount(Account account, ConfiguredAccount configured) {}

    /** Returns the outcome so far. */
    Outcome outcome() {
        return deadline.stopped() ? Outcome.STOPPED : progress.outcome();
    }
}
