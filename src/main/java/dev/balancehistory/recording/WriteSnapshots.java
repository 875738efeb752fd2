package dev.balancehistory.recording;

import dev.balancehistory.balance.ResponseState;
import dev.balancehistory.exchange.BalanceSource;
import dev.balancehistory.exchange.Reading;
import dev.balancehistory.history.PendingResponse;
import dev.balancehistory.history.ResponseInbox;
import dev.balancehistory.history.SettledResponse;
import dev.balancehistory.history.SnapshotStore;
import dev.balancehistory.history.SnapshotStore.ReadResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The step that records: drains the inbox, one transaction for each handful of answers, until nothing waits any more.
 * What is left to do it reads from the database each time, never from a memory of its own, so it can be killed and
 * repeated at any moment.
 */
final class WriteSnapshots implements Step {
    static final String NAME = "writeSnapshots";

    private static final Logger log = LoggerFactory.getLogger(WriteSnapshots.class);

    private static final int MOST_ANSWERS = 100;
    private static final long MOST_BYTES = 4L << 20;

    private final TransactionOperations transaction;
    private final ResponseInbox inbox;
    private final SnapshotStore store;
    private final Map<String, BalanceSource> sources;
    private final Run run;

    WriteSnapshots(
            TransactionOperations transaction,
            ResponseInbox inbox,
            SnapshotStore store,
            Map<String, BalanceSource> sources,
            Run run) {
        this.transaction = transaction;
        this.inbox = inbox;
        this.store = store;
        this.sources = sources;
        this.run = run;
    }

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public void execute(StepExecution step) {
        boolean more = true;
        while (more) {
            if (run.deadline().stopped()) {
                step.setStatus(BatchStatus.STOPPED);
                step.setExitStatus(ExitStatus.STOPPED);
                return;
            }
            more = Boolean.TRUE.equals(transaction.execute(status -> write(step)));
            step.setCommitCount(step.getCommitCount() + 1);
        }
    }

    /** Returns whether there was anything to write. */
    private boolean write(StepExecution step) {
        List<PendingResponse> pending = inbox.pending(MOST_ANSWERS, MOST_BYTES, sources.keySet());
        List<ReadResponse> readable = new ArrayList<>();
        for (PendingResponse response : pending) {
            step.setReadCount(step.getReadCount() + 1);
            Reading reading = read(response);
            if (reading instanceof Reading.Success success) {
                readable.add(new ReadResponse(response, success.snapshot()));
            } else if (reading instanceof Reading.Failure failure) {
                settle(response, ResponseState.FAILED, failure.statusCode() + " " + failure.message());
            } else if (reading instanceof Reading.Refusal refusal) {
                settle(response, ResponseState.REJECTED, refusal.reason());
            }
        }
        Map<Long, PendingResponse> byId =
                readable.stream().map(ReadResponse::response).collect(Collectors.toMap(PendingResponse::id, r -> r));
        for (SettledResponse settled : store.write(readable)) {
            run.settled(Objects.requireNonNull(byId.get(settled.id())), settled);
            step.setWriteCount(step.getWriteCount() + (settled.state() == ResponseState.RECORDED ? 1 : 0));
        }
        return !pending.isEmpty();
    }

    private void settle(PendingResponse response, ResponseState state, String reason) {
        SettledResponse settled = new SettledResponse(response.id(), state, reason);
        if (inbox.settle(settled)) {
            run.settled(response, settled);
        }
    }

    /** One answer that trips the reader must not hold up all those behind it. */
    private Reading read(PendingResponse response) {
        BalanceSource source = Objects.requireNonNull(sources.get(response.exchange()));
        try {
            return source.read(response.body(), response.receivedAt());
        } catch (RuntimeException e) {
            log.error("Response {} can't be read, by a defect of this program", response.id(), e);
            return new Reading.Refusal("the reader failed: " + e.getClass().getSimpleName(), false);
        }
    }
}
