package dev.balancehistory.recording;

import dev.balancehistory.balance.Account;
import dev.balancehistory.balance.Outcome;
import dev.balancehistory.balance.Problem;
import dev.balancehistory.database.DatabaseProblem;
import dev.balancehistory.exchange.Asked;
import dev.balancehistory.exchange.BalanceAsker;
import dev.balancehistory.history.ResponseInbox;
import dev.balancehistory.job.JobRecord;
import dev.balancehistory.recording.Run.RunAccount;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;

/**
 * The step that asks: one partition for each account, in parallel, each answer kept as it came. A partition is made
 * when its account's turn comes, and written once more behind its answers: Spring Batch's own partitioned step makes all
 * of them first, one by one, with ten transactions each.
 */
final class FetchResponses implements Step {
    static final String NAME = "fetchResponses";

    private static final Logger log = LoggerFactory.getLogger(FetchResponses.class);

    private final Run run;
    private final BalanceAsker asker;
    private final ResponseInbox inbox;
    private final JobRecord record;
    private final AnswerKeeper keeper;
    private final int concurrency;

    FetchResponses(
            JobRecord record, ResponseInbox inbox, AnswerKeeper keeper, BalanceAsker asker, int concurrency, Run run) {
        this.record = record;
        this.keeper = keeper;
        this.inbox = inbox;
        this.asker = asker;
        this.concurrency = concurrency;
        this.run = run;
    }

    @Override
    public String getName() {
        return NAME;
    }

    /** A restart asks again for what has no answer, which the inbox knows best. */
    @Override
    public void execute(StepExecution stepExecution) {
        List<RunAccount> unanswered = unanswered();
        JobExecution jobExecution = stepExecution.getJobExecution();
        if (unanswered.size() == 1) {
            fetch(unanswered.get(0), jobExecution);
        } else if (!unanswered.isEmpty()) {
            ExecutorService workers = Executors.newFixedThreadPool(Math.min(concurrency, unanswered.size()));
            unanswered.forEach(account -> workers.execute(() -> fetch(account, jobExecution)));
            workers.shutdown();
            try {
                workers.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while asking", e);
            }
        }
        stepExecution.setReadCount(unanswered.size());
        Outcome outcome = run.outcome();
        if (outcome != Outcome.DONE) {
            stepExecution.setStatus(outcome == Outcome.STOPPED ? BatchStatus.STOPPED : BatchStatus.FAILED);
            stepExecution.setExitStatus(new ExitStatus(outcome.name()));
        }
    }

    private List<RunAccount> unanswered() {
        if (run.slot() == null) {
            return run.accounts();
        }
        Set<Integer> served = inbox.servedAccounts(
                run.accounts().stream().map(RunAccount::account).toList(), run.slot());
        return run.accounts().stream()
                .filter(account -> !served.contains(account.account().id()))
                .toList();
    }

    /** Asks for one account. Whatever happens to it is noted in the run, so that it holds up no other. */
    private void fetch(RunAccount account, JobExecution jobExecution) {
        try {
            if (run.deadline().over()) {
                run.asked(account.account(), ask(account));
                return;
            }
            StepExecution partition =
                    record.startPart(NAME + ":" + account.account().name(), jobExecution);
            keep(account, ask(account), partition);
        } catch (RuntimeException e) {
            Problem problem = DatabaseProblem.of(e);
            tellDefect(account.account(), problem);
            run.asked(account.account(), new Asked(List.of(), problem.outcome(), problem.getMessage(), null));
        }
    }

    private Asked ask(RunAccount account) {
        ConfiguredAccount configured = account.configured();
        return asker.ask(configured.source(), configured.credentials(), run.deadline(), run.responseClock());
    }

    private void keep(RunAccount account, Asked asked, StepExecution partition) {
        // Before anything else: whatever becomes of the partition, what was answered can't be had again.
        if (!kept(account.account(), asked, partition.getJobExecutionId())) {
            return;
        }
        run.asked(account.account(), asked);
        boolean done = asked.outcome() == Outcome.DONE;
        boolean stopped = asked.outcome() == Outcome.STOPPED;
        partition.setStatus(done ? BatchStatus.COMPLETED : stopped ? BatchStatus.STOPPED : BatchStatus.FAILED);
        partition.setExitStatus(
                done ? ExitStatus.COMPLETED : new ExitStatus(asked.outcome().name(), String.valueOf(asked.problem())));
        partition.setReadCount(asked.answers().size());
        record.end(partition);
    }

    /** Returns whether the database has the answers. */
    private boolean kept(Account account, Asked asked, long jobExecutionId) {
        try {
            run.kept(keeper.inInbox(account, asked.answers(), jobExecutionId));
            return true;
        } catch (RuntimeException e) {
            tellDefect(account, DatabaseProblem.of(e));
            run.spooled(account, keeper.inSpool(account, asked, jobExecutionId, e));
            return false;
        }
    }

    private static void tellDefect(Account account, Problem problem) {
        if (problem.outcome() == Outcome.DEFECT) {
            log.error("Account {}: by a defect", account.name(), problem);
        }
    }
}
