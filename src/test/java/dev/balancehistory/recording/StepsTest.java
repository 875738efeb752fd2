package dev.balancehistory.recording;

import static dev.balancehistory.recording.TestHistory.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.balancehistory.archive.ResponseInbox;
import dev.balancehistory.balance.Account;
import dev.balancehistory.balance.RawResponse;
import dev.balancehistory.balance.ResponseState;
import dev.balancehistory.exchange.ResponseClock;
import dev.balancehistory.exchange.registry.Exchanges;
import dev.balancehistory.process.Deadline;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.spool.Spool;
import dev.balancehistory.spool.SpooledResponse;
import dev.balancehistory.support.Patience;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/** The steps that record and take in, interrupted by a shutdown or a lost acknowledgement. */
class StepsTest {
    private static final RawResponse PAGE = TestHistory.response(
            null, null, null, "<html>Login</html>".getBytes(StandardCharsets.UTF_8), ResponseState.RECEIVED, null);

    @TempDir
    private Path folder;

    private final TestHistory test = new TestHistory();
    private final ResponseInbox inbox = test.archive.inbox();
    private final Account account = test.account();
    private final TransactionOperations transaction = new TransactionTemplate(test.archive.transactionManager());
    private final Run run = new Run(
            List.of(new Run.RunAccount(account, null)),
            List.of(account),
            Map.of(),
            null,
            new Deadline(Patience.LIMIT),
            new ResponseClock(InstantSource.system()),
            new RunProgress());
    private final StepExecution step = new StepExecution(
            1, "step", new JobExecution(1, new JobInstance(1, RecordBalancesJob.NAME), new JobParameters()));

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    @Tag("D5")
    void aRejectionIsReportedThoughItsCommitAcknowledgementWasLost() throws Exception {
        long left = inbox.add(account, null, 1, PAGE);

        writeSnapshots(new LosingTheFirstAcknowledgement(transaction)).execute(run, step);

        assertThat(run.progress().finishedOfOtherRuns()).singleElement().satisfies(finished -> {
            assertThat(finished.result().id()).isEqualTo(left);
            assertThat(finished.result().state()).isEqualTo(ResponseState.REJECTED);
        });
        assertThat(run.outcome()).isEqualTo(Outcome.DATA_ERROR);
        assertThat(step.getReadCount()).isOne();
    }

    @Test
    @Tag("O1")
    void aRejectionByAnotherRunIsAResultOfTheRunThatStoredTheResponse() throws Exception {
        run.progress().stored(account, List.of(inbox.add(account, null, 1, PAGE)));
        Run other = new Run(
                List.of(), List.of(account), Map.of(), null, run.deadline(), run.responseClock(), new RunProgress());
        writeSnapshots(transaction).execute(other, step);

        writeSnapshots(transaction).execute(run, step);

        assertThat(run.outcome()).isEqualTo(Outcome.DATA_ERROR);
        assertThat(run.progress().finishedOfOtherRuns()).isEmpty();
        assertThat(run.progress().unfinished()).isEmpty();
    }

    @Test
    @Tag("K3")
    void aStoppedRunRecordsNothingMore() {
        inbox.add(account, null, 1, PAGE);
        run.deadline().stop();

        assertThatThrownBy(() -> writeSnapshots(transaction).execute(run, step))
                .isInstanceOf(JobInterruptedException.class);

        assertThat(test.database.value("select state from balance_response", String.class))
                .isEqualTo("received");
    }

    @Test
    @Tag("K3")
    void aStoppedRunInsertsNoSpooledResponse() {
        Spool spool = new Spool(folder, 1L << 20, InstantSource.fixed(NOON));
        spool.store(new SpooledResponse(account.name(), account.exchange(), null, 1L, PAGE));
        run.deadline().stop();

        assertThatThrownBy(() -> new TakeInSpool(null, transaction, inbox, spool).execute(run, step))
                .isInstanceOf(JobInterruptedException.class);

        assertThat(spool.waiting()).hasSize(1);
    }

    /** Each look at the clock takes a quarter of the deadline. */
    @Test
    @Tag("D12")
    void aLargeSpoolLeavesHalfOfTheDeadlineForTheFetch() throws Exception {
        Spool spool = new Spool(folder, 1L << 20, InstantSource.fixed(NOON));
        for (int i = 0; i < 5; i++) {
            spool.store(new SpooledResponse(account.name(), account.exchange(), null, null, PAGE));
        }
        AtomicLong ticks = new AtomicLong();
        Run slow = new Run(
                run.accounts(),
                run.held(),
                Map.of(),
                null,
                new Deadline(Duration.ofSeconds(8), () -> ticks.getAndAdd(1_000_000_000)) {},
                run.responseClock(),
                new RunProgress());

        new TakeInSpool(null, transaction, inbox, spool).execute(slow, step);

        assertThat(spool.waiting()).hasSizeBetween(1, 4);
        assertThat(slow.progress().problems()).singleElement().satisfies(problem -> {
            assertThat(problem.outcome()).isEqualTo(Outcome.TEMPORARY_FAILURE);
            assertThat(problem).hasMessageContaining("archiving stopped after half of the run's deadline");
        });
    }

    private WriteSnapshots writeSnapshots(TransactionOperations transactions) {
        return new WriteSnapshots(null, transactions, inbox, test.snapshots, Exchanges.all(() -> {
            throw new AssertionError("reading needs no network");
        }));
    }

    /** Commits, and the first time does not know it. */
    private record LosingTheFirstAcknowledgement(TransactionOperations transactions, AtomicBoolean lost)
            implements TransactionOperations {
        LosingTheFirstAcknowledgement(TransactionOperations transactions) {
            this(transactions, new AtomicBoolean());
        }

        @Override
        public <T> T execute(TransactionCallback<T> action) {
            T result = transactions.execute(action);
            if (!lost.getAndSet(true)) {
                throw new DataAccessResourceFailureException(
                        "the reply is lost", new SQLException("the connection is closed", "08003"));
            }
            return result;
        }
    }
}
