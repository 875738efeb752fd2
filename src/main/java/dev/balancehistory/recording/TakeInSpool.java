package dev.balancehistory.recording;

import dev.balancehistory.archive.FinishedResponse;
import dev.balancehistory.archive.ResponseInbox;
import dev.balancehistory.balance.Account;
import dev.balancehistory.balance.RawResponse;
import dev.balancehistory.balance.ResponseState;
import dev.balancehistory.database.DatabaseProblem;
import dev.balancehistory.database.DatabaseRetry;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import dev.balancehistory.spool.Spool;
import dev.balancehistory.spool.SpoolFile;
import dev.balancehistory.spool.SpooledResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The step that archives spooled responses of the run's accounts. It precedes the fetch, since an account with a
 * response for the slot is not fetched. It can be killed and repeated at any time: a file is deleted only after its
 * response is in the inbox.
 */
final class TakeInSpool extends RunTasklet {
    private static final Logger log = LoggerFactory.getLogger(TakeInSpool.class);

    private final TransactionOperations transaction;
    private final ResponseInbox inbox;
    private final Spool spool;

    TakeInSpool(OpenRuns runs, TransactionOperations transaction, ResponseInbox inbox, Spool spool) {
        super(runs);
        this.transaction = transaction;
        this.inbox = inbox;
        this.spool = spool;
    }

    /** Archives the files. A failure does not prevent the fetch. */
    @Override
    void execute(Run run, StepExecution step) throws JobInterruptedException {
        try {
            takeIn(run, step);
        } catch (RuntimeException e) {
            Problem problem = DatabaseProblem.of(e);
            if (problem.outcome() == Outcome.BUG) {
                log.error("The spool can't be archived because of a bug", e);
            }
            run.progress().addProblem(problem);
        }
    }

    private void takeIn(Run run, StepExecution step) throws JobInterruptedException {
        Map<String, Account> held = run.held().stream().collect(Collectors.toMap(Account::name, Function.identity()));
        // The other half is for the fetch, which cannot be repeated.
        Duration reserved = run.deadline().left().dividedBy(2);
        for (Path file : spool.waiting()) {
            checkStopped(run);
            if (run.deadline().left().compareTo(reserved) < 0) {
                throw new Problem(
                        Outcome.TEMPORARY_FAILURE,
                        "spool: archiving stopped after half of the run's deadline (recorder.deadline): the next run"
                                + " continues");
            }
            try {
                takeIn(file, held, run, step);
            } catch (Problem e) {
                // A failure of one file does not affect the others.
                run.progress().addProblem(e);
            }
        }
    }

    private void takeIn(Path file, Map<String, Account> held, Run run, StepExecution step) {
        SpoolFile named = SpoolFile.of(file);
        if (named != null && !held.containsKey(named.account())) {
            return;
        }
        SpooledResponse spooled = spool.readOrSetAside(file);
        Account account = spooled == null ? null : held.get(spooled.account());
        if (spooled == null || account == null || !account.exchange().equals(spooled.exchange())) {
            return;
        }
        step.setReadCount(step.getReadCount() + 1);
        if (added(file, spooled, account, run, step.getJobExecutionId())) {
            step.setWriteCount(step.getWriteCount() + 1);
        }
        spool.remove(file);
    }

    private boolean added(Path file, SpooledResponse spooled, Account account, Run run, long jobExecutionId) {
        long fetchedBy = Objects.requireNonNullElse(spooled.jobExecutionId(), jobExecutionId);
        try {
            Optional<Long> id = DatabaseRetry.BRIEF.invoke(() -> transaction.execute(
                    status -> inbox.addSpooled(account, spooled.slot(), fetchedBy, spooled.response())));
            id.ifPresent(key -> reportFinished(key, spooled.response(), account, run));
            return id.isPresent();
        } catch (RuntimeException e) {
            if (DatabaseProblem.isPassing(e)) {
                throw e;
            }
            Problem problem = DatabaseProblem.of(e);
            throw new Problem(
                    problem.outcome(), "spool: " + file + " can't be archived: " + problem.getMessage(), problem);
        }
    }

    /** Notes a response that was final when it was spooled, which the recording step does not see. */
    private static void reportFinished(long id, RawResponse response, Account account, Run run) {
        if (response.state() != ResponseState.RECEIVED) {
            run.progress().finished(account.name(), new FinishedResponse(id, response.state(), response.reason()));
        }
    }
}
