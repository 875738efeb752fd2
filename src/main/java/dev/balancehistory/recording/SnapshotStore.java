package dev.balancehistory.recording;

import dev.balancehistory.archive.AccountWriteLock;
import dev.balancehistory.archive.FinishedResponse;
import dev.balancehistory.archive.PendingResponse;
import dev.balancehistory.balance.ResponseState;
import dev.balancehistory.balance.Snapshot;
import dev.balancehistory.process.TextResource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcOperations;

/** Writes snapshots, each completely and once. */
final class SnapshotStore {
    private static final String STILL_WAITING = TextResource.of(SnapshotStore.class, "snapshot-store.sql");

    private final JdbcOperations jdbc;

    public SnapshotStore(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A response and the result of reading it.
     *
     * @param snapshot its balances; null if it is not to be recorded
     * @param unusable its final state if it is not to be recorded; null if it is
     */
    public record ReadResponse(
            PendingResponse response,
            @Nullable Snapshot snapshot,
            @Nullable FinishedResponse unusable) {
        public static ReadResponse of(PendingResponse response, Snapshot snapshot) {
            return new ReadResponse(response, snapshot, null);
        }

        public static ReadResponse unusable(PendingResponse response, ResponseState state, String reason) {
            return new ReadResponse(response, null, new FinishedResponse(response.id(), state, reason));
        }
    }

    /**
     * Writes each snapshot with all its rows, and sets the final state of each response: recorded, duplicate, conflict,
     * or the state from reading it. To be called in a transaction.
     *
     * @return the final states, without those of responses that another run has finished meanwhile
     */
    public List<FinishedResponse> write(List<ReadResponse> responses) {
        return responses.isEmpty()
                ? List.of()
                : Objects.requireNonNull(jdbc.execute(
                        (ConnectionCallback<List<FinishedResponse>>) connection -> write(connection, responses)));
    }

    private List<FinishedResponse> write(Connection connection, List<ReadResponse> responses) throws SQLException {
        AccountWriteLock.acquire(
                connection,
                responses.stream().map(read -> read.response().accountId()).toList());
        Set<Long> waiting = stillWaiting(responses);
        List<ReadResponse> mine = responses.stream()
                .filter(read -> waiting.contains(read.response().id()))
                .sorted(Comparator.comparingLong(read -> read.response().id()))
                .toList();
        SnapshotDecisions decisions = SnapshotDecisions.of(connection, mine);
        SnapshotInsert.write(connection, decisions);
        return decisions.finals().stream()
                .map(SnapshotDecisions.Final::finished)
                .toList();
    }

    /** Returns the responses that are still pending. A separate statement sees commits during the wait for the lock. */
    private Set<Long> stillWaiting(List<ReadResponse> responses) {
        return Set.copyOf(jdbc.queryForList(
                STILL_WAITING,
                Long.class,
                responses.stream().map(read -> read.response().id()).toArray(Long[]::new),
                responses.stream().map(read -> read.response().accountId()).toArray(Integer[]::new)));
    }

    static <T> void setArray(
            PreparedStatement statement, int index, String type, List<T> items, Function<T, @Nullable Object> column)
            throws SQLException {
        Object[] values = items.stream().map(column).toArray();
        statement.setArray(index, statement.getConnection().createArrayOf(type, values));
    }
}
