package dev.balancehistory.recording;

import dev.balancehistory.archive.FinishedResponse;
import dev.balancehistory.archive.PendingResponse;
import dev.balancehistory.archive.ResponseInbox;
import dev.balancehistory.balance.ResponseState;
import dev.balancehistory.balance.Snapshot;
import dev.balancehistory.database.DatabaseProblem;
import dev.balancehistory.database.DatabaseRetry;
import dev.balancehistory.exchange.Adapters;
import dev.balancehistory.exchange.Reading;
import dev.balancehistory.exchange.ResponseReader;
import dev.balancehistory.recording.SnapshotStore.ReadResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The step that records the pending responses of the inbox, one transaction for each batch. It reads the pending work
 * from the database each time, so that it can be killed and repeated at any time.
 */
final class WriteSnapshots extends RunTasklet {
    private static final Logger log = LoggerFactory.getLogger(WriteSnapshots.class);

    private static final int MOST_RESPONSES = 100;
    private static final long MOST_BYTES = 1L << 20;

    private final TransactionOperations transaction;
    private final ResponseInbox inbox;
    private final SnapshotStore store;
    private final Adapters adapters;

    WriteSnapshots(
            OpenRuns runs,
            TransactionOperations transaction,
            ResponseInbox inbox,
            SnapshotStore store,
            Adapters adapters) {
        super(runs);
        this.transaction = transaction;
        this.inbox = inbox;
        this.store = store;
        this.adapters = adapters;
    }

    @Override
    void execute(Run run, StepExecution step) throws JobInterruptedException {
        Unrecordable unrecordable = new Unrecordable();
        boolean more = true;
        while (more) {
            checkStopped(run);
            Map<Long, PendingResponse> taken = new TreeMap<>();
            for (FinishedResponse finished : written(taken, unrecordable)) {
                run.progress()
                        .finished(
                                Objects.requireNonNull(taken.get(finished.id())).account(), finished);
                step.setWriteCount(step.getWriteCount() + (finished.state() == ResponseState.RECORDED ? 1 : 0));
            }
            step.setReadCount(step.getReadCount() + taken.size());
            more = !taken.isEmpty();
        }
        unrecordable.addTo(run.progress());
        addFinishedElsewhere(run);
    }

    /** Notes the results of the run's own responses that another run has finished. */
    private void addFinishedElsewhere(Run run) {
        Map<Long, String> accounts = run.progress().unfinished();
        if (!accounts.isEmpty()) {
            DatabaseRetry.BRIEF
                    .invoke(() -> inbox.finished(accounts.keySet()))
                    .forEach(finished ->
                            run.progress().finished(Objects.requireNonNull(accounts.get(finished.id())), finished));
        }
    }

    /**
     * Writes a batch in one transaction, with retries; returns the final states. If the database rejects the batch, the
     * responses are written singly, so that a single one does not block the others.
     *
     * @param taken receives the responses read from the inbox, by key
     * @param unrecordable receives the rejected responses
     */
    private List<FinishedResponse> written(Map<Long, PendingResponse> taken, Unrecordable unrecordable) {
        try {
            return DatabaseRetry.BRIEF.invoke(() -> Objects.requireNonNull(transaction.execute(status -> {
                // A previous try may have finished its responses: perhaps only its acknowledgement was lost.
                List<FinishedResponse> finished =
                        new ArrayList<>(taken.isEmpty() ? List.of() : inbox.finished(taken.keySet()));
                List<PendingResponse> pending =
                        inbox.pending(unrecordable.accounts(), MOST_RESPONSES, MOST_BYTES, adapters.formats());
                pending.forEach(response -> taken.put(response.id(), response));
                finished.addAll(write(pending));
                return finished;
            })));
        } catch (RuntimeException e) {
            if (taken.isEmpty() || DatabaseProblem.isPassing(e)) {
                throw e;
            }
            return writtenSingly(taken.values(), unrecordable);
        }
    }

    private List<FinishedResponse> writtenSingly(Collection<PendingResponse> responses, Unrecordable unrecordable) {
        List<FinishedResponse> finished = new ArrayList<>();
        for (PendingResponse response : responses) {
            if (unrecordable.accounts().contains(response.accountId())) {
                continue;
            }
            try {
                finished.addAll(DatabaseRetry.BRIEF.invoke(
                        () -> Objects.requireNonNull(transaction.execute(status -> write(List.of(response))))));
            } catch (RuntimeException e) {
                if (DatabaseProblem.isPassing(e)) {
                    throw e;
                }
                unrecordable.add(response, e);
            }
        }
        return finished;
    }

    private List<FinishedResponse> write(List<PendingResponse> pending) {
        return store.write(pending.stream().map(this::read).toList());
    }

    /** Reads a response. A failure of the reader must not block the responses after it. */
    private ReadResponse read(PendingResponse response) {
        ResponseReader reader = Objects.requireNonNull(adapters.reader(response.format()));
        try {
            return read(response, reader.read(response.body(), response.receivedAt()));
        } catch (RuntimeException e) {
            log.error("Response {} can't be read because of a bug in this program", response.id(), e);
            return ReadResponse.unusable(
                    response,
                    ResponseState.REJECTED,
                    "the reader failed: " + e.getClass().getSimpleName());
        }
    }

    private static ReadResponse read(PendingResponse response, Reading reading) {
        if (reading instanceof Reading.Failure failure) {
            return ReadResponse.unusable(response, ResponseState.FAILED, failure.status() + " " + failure.message());
        }
        if (reading instanceof Reading.Malformed malformed) {
            return ReadResponse.unusable(response, ResponseState.REJECTED, malformed.reason());
        }
        Instant time = response.responseTime();
        if (time == null) {
            return ReadResponse.unusable(response, ResponseState.REJECTED, "the time of the response is unknown");
        }
        // The clock of the exchange or of this machine may be wrong.
        if (!Snapshot.isPossible(time, response.receivedAt())) {
            return ReadResponse.unusable(
                    response,
                    ResponseState.REJECTED,
                    "its response time " + time + " lies before 2009 or more than a day ahead");
        }
        return ReadResponse.of(response, new Snapshot(time, ((Reading.Success) reading).balances()));
    }
}
