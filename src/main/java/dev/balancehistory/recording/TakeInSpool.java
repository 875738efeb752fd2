package dev.balancehistory.recording;

import dev.balancehistory.balance.Account;
import dev.balancehistory.balance.ExchangeAnswer;
import dev.balancehistory.balance.Outcome;
import dev.balancehistory.balance.Problem;
import dev.balancehistory.balance.ResponseState;
import dev.balancehistory.database.DatabaseProblem;
import dev.balancehistory.database.DatabaseRetry;
import dev.balancehistory.history.ResponseInbox;
import dev.balancehistory.history.SettledResponse;
import dev.balancehistory.recording.SpooledAnswer.Corrupt;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The step that puts what waits in the spool into the inbox, for the accounts that the run holds. It comes before the
 * asking: an account with an answer for the slot need not be asked. It can be killed and repeated at any moment, since
 * a file goes only after its answer is in the inbox, where it is recognised.
 */
final class TakeInSpool implements Step {
    static final String NAME = "takeInSpool";

    private final TransactionOperations transaction;
    private final ResponseInbox inbox;
    private final Spool spool;
    private final Run run;

    TakeInSpool(TransactionOperations transaction, ResponseInbox inbox, Spool spool, Run run) {
        this.transaction = transaction;
        this.inbox = inbox;
        this.spool = spool;
        this.run = run;
    }

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public void execute(StepExecution step) {
        Map<String, Account> held = run.accounts().stream()
                .map(Run.RunAccount::account)
                .collect(Collectors.toMap(Account::name, Function.identity()));
        for (Path file : spool.waiting()) {
            if (run.deadline().stopped()) {
                step.setStatus(BatchStatus.STOPPED);
                step.setExitStatus(ExitStatus.STOPPED);
                return;
            }
            try {
                takeIn(file, held, step);
            } catch (Problem e) {
                // One file holds up no other.
                run.met(e);
            }
        }
    }

    private void takeIn(Path file, Map<String, Account> held, StepExecution step) {
        SpooledAnswer spooled = read(file);
        Account account = spooled == null ? null : held.get(spooled.account());
        if (spooled == null || account == null || !account.exchange().equals(spooled.exchange())) {
            return;
        }
        step.setReadCount(step.getReadCount() + 1);
        if (added(file, spooled, account)) {
            step.setWriteCount(step.getWriteCount() + 1);
        }
        spool.remove(file);
    }

    /** Returns null if there is nothing to take in any more. */
    private @Nullable SpooledAnswer read(Path file) {
        try {
            try {
                return spool.read(file);
            } catch (Corrupt e) {
                throw new Problem(
                        Outcome.REFUSED,
                        "spool: " + file + " is corrupt (" + e.getMessage() + ") and now called "
                                + spool.setAside(file).getFileName() + ": nothing of it was recorded",
                        e);
            }
        } catch (NoSuchFileException e) {
            // Another run has dealt with it.
            return null;
        } catch (IOException e) {
            throw Spool.problem(file, "can't be read", e);
        }
    }

    private boolean added(Path file, SpooledAnswer spooled, Account account) {
        try {
            Optional<Long> id = DatabaseRetry.PATIENT.invoke(() -> transaction.execute(
                    status -> inbox.addSpooled(account, spooled.slot(), spooled.jobExecutionId(), spooled.answer())));
            id.ifPresent(key -> tellSettled(key, spooled.answer(), account));
            return id.isPresent();
        } catch (RuntimeException e) {
            if (DatabaseProblem.isPassing(e)) {
                throw e;
            }
            Problem problem = DatabaseProblem.of(e);
            throw new Problem(
                    problem.outcome(), "spool: " + file + " can't be taken in: " + problem.getMessage(), problem);
        }
    }

    /** What was refused when it came is never seen by the step that records. */
    private void tellSettled(long id, ExchangeAnswer answer, Account account) {
        if (answer.state() != ResponseState.RECEIVED) {
            run.settled(account.name(), new SettledResponse(id, answer.state(), answer.reason()));
        }
    }
}
