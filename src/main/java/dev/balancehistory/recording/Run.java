package dev.balancehistory.recording;

import dev.balancehistory.balance.Account;
import dev.balancehistory.balance.Slot;
import dev.balancehistory.exchange.ResponseClock;
import dev.balancehistory.process.Deadline;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import dev.balancehistory.settings.ConfiguredAccount;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The accounts and limits of a run, and its progress.
 *
 * @param accounts the accounts that the run fetches
 * @param held the accounts whose responses in the spool it archives: these, and others that are not configured
 * @param unfetched why other requested accounts are not fetched, by name, in a form that may be stored
 * @param slot the slot that the run stands for; null without a slot
 */
record Run(
        List<RunAccount> accounts,
        List<Account> held,
        Map<String, Problem> unfetched,
        @Nullable Slot slot,
        Deadline deadline,
        ResponseClock responseClock,
        RunProgress progress) {
    /** An account of the history and its configuration. */
    record RunAccount(Account account, ConfiguredAccount configured) {}

    /** Returns the outcome so far. */
    Outcome outcome() {
        Stream<Outcome> others = unfetched.values().stream().map(Problem::outcome);
        return deadline.stopped()
                ? Outcome.STOPPED
                : Outcome.worst(
                        Stream.concat(Stream.of(progress.outcome()), others).toList());
    }
}
