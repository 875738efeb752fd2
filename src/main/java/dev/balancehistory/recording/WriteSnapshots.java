package dev.balancehistory.recording;

import dev.balancehistory.balance.ResponseState;
import dev.balancehistory.database.DatabaseRetry;
import dev.balancehistory.exchange.BalanceSource;
import dev.balancehistory.exchange.Reading;
import dev.balancehistory.history.PendingResponse;
import dev.balancehistory.history.ResponseInbox;
import dev.balancehistory.history.SettledResponse;
import dev.balancehistory.history.SnapshotStore;
import dev.balancehistory.history.SnapshotStore.ReadResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The step that records: drains the inbox, one transaction for each handful of answers, until nothing waits any more.
 * What is left to do it reads from the database each time, never from a memory of its own, so it can be killed and
 * repeated at any moment.
 */
final class WriteSnapshots extends RunTasklet {
    private static final Logger log = LoggerFactory.getLogger(WriteSnapshots.class);

    private static final int MOST_ANSWERS = 100;
    private static final long MOST_BYTES = 1L << 20;

    private final TransactionOperations transaction;
    private final ResponseInbox inbox;
    private final SnapshotStore store;
    private final Map<String, BalanceSource> sources;

    WriteSnapshots(
            OpenRuns runs,
            TransactionOperations transaction,
            ResponseInbox inbox,
            SnapshotStore store,
            Map<String, BalanceSource> sources) {
        super(runs);
        this.transaction = transaction;
        this.inbox = inbox;
        this.store = store;
        this.sources = sources;
    }

    @Override
    void execute(Run run, StepExecution step) throws JobInterruptedException {
        boolean more = true;
        while (more) {
            goOn(run);
            Map<Long, PendingResponse> taken = new HashMap<>();
            for (SettledResponse settled : written(taken)) {
                run.settled(Objects.requireNonNull(taken.get(settled.id())), settled);
                step.setWriteCount(step.getWriteCount() + (settled.state() == ResponseState.RECORDED ? 1 : 0));
            }
            step.setReadCount(step.getReadCount() + taken.size());
            more = !taken.isEmpty();
        }
    }

    /**
     * Writes a handful in one transaction, or if need be in another one; returns what became of it.
     *
     * @param taken where to note what is taken from the inbox, by its key
     */
    private List<SettledResponse> written(Map<Long, PendingResponse> taken) {
        return DatabaseRetry.BRIEF.invoke(() -> Objects.requireNonNull(transaction.execute(status -> {
            // What a try before has taken may be settled: of that one's end only the word was lost.
            List<SettledResponse> settled =
                    new ArrayList<>(taken.isEmpty() ? List.of() : inbox.settled(taken.keySet()));
            List<PendingResponse> pending = inbox.pending(MOST_ANSWERS, MOST_BYTES, sources.keySet());
            pending.forEach(response -> taken.put(response.id(), response));
            settled.addAll(write(pending));
            return settled;
        })));
    }

    private List<SettledResponse> write(List<PendingResponse> pending) {
        List<ReadResponse> readable = new ArrayList<>();
        List<SettledResponse> unusable = new ArrayList<>();
        for (PendingResponse response : pending) {
            Reading reading = read(response);
            if (reading instanceof Reading.Success success) {
                readable.add(new ReadResponse(response, success.snapshot()));
            } else if (reading instanceof Reading.Failure failure) {
                String words = failure.statusCode() + " " + failure.message();
                unusable.add(new SettledResponse(response.id(), ResponseState.FAILED, words));
            } else if (reading instanceof Reading.Refusal refusal) {
                unusable.add(new SettledResponse(response.id(), ResponseState.REJECTED, refusal.reason()));
            }
        }
        return Stream.concat(unusable.stream().filter(inbox::settle), store.write(readable).stream())
                .toList();
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
