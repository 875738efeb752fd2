package dev.balancehistory.recording;

import static dev.balancehistory.recording.SnapshotStore.setArray;

import dev.balancehistory.archive.FinishedResponse;
import dev.balancehistory.archive.PendingResponse;
import dev.balancehistory.archive.SealChain;
import dev.balancehistory.balance.ResponseState;
import dev.balancehistory.balance.Seal;
import dev.balancehistory.balance.Snapshot;
import dev.balancehistory.database.Timestamps;
import dev.balancehistory.process.TextResource;
import dev.balancehistory.recording.SnapshotStore.ReadResponse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decides the final states of responses, one after the other, by the recorded snapshots and the earlier responses. It
 * needs a transaction that holds the write locks of their accounts.
 */
final class SnapshotDecisions {
    static final String SAME_TIME = TextResource.of(SnapshotDecisions.class, "snapshot-decisions-same-time.sql");

    static final String SAME_SLOT = TextResource.of(SnapshotDecisions.class, "snapshot-decisions-same-slot.sql");

    private final Map<Key, Existing> sameTime = new HashMap<>();
    private final Map<Key, Existing> sameSlot = new HashMap<>();
    private final List<Link> links = new ArrayList<>();
    private final List<Final> finals = new ArrayList<>();

    private SnapshotDecisions() {}

    /** A response that becomes a snapshot, with its place in the account's chain. */
    @SuppressWarnings("ArrayRecordComponent")
    record Link(PendingResponse response, Snapshot snapshot, byte[] contentSha256, Seal seal) {
        String timeSource() {
            return Objects.requireNonNull(response.timeSource());
        }
    }

    /** A response and its final state. */
    record Final(PendingResponse response, FinishedResponse finished) {}

    private record Key(int accountId, Instant instant) {}

    /**
     * @param contentSha256 the content; null if only the slot is the same
     */
    @SuppressWarnings("ArrayRecordComponent")
    private record Existing(long responseId, byte @Nullable [] contentSha256) {}

    static SnapshotDecisions of(Connection connection, List<ReadResponse> responses) throws SQLException {
        SnapshotDecisions decisions = new SnapshotDecisions();
        List<ReadResponse> readable =
                responses.stream().filter(read -> read.snapshot() != null).toList();
        if (!readable.isEmpty()) {
            decisions.lookUpTimes(connection, readable);
            decisions.lookUpSlots(
                    connection,
                    readable.stream()
                            .filter(read -> read.response().slot() != null)
                            .toList());
        }
        SealChain chain = SealChain.of(
                connection,
                readable.stream()
                        .map(read -> read.response().accountId())
                        .distinct()
                        .toList());
        responses.forEach(read -> decisions.decide(read, chain));
        return decisions;
    }

    /** Returns the new snapshots, in the order of their chains. */
    List<Link> links() {
        return links;
    }

    /** Returns the final state of each response. */
    List<Final> finals() {
        return finals;
    }

    private void lookUpTimes(Connection connection, List<ReadResponse> readable) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SAME_TIME)) {
            setArray(statement, 1, "int4", readable, read -> read.response().accountId());
            setArray(
                    statement,
                    2,
                    "timestamptz",
                    readable,
                    read -> Timestamps.of(snapshot(read).responseTime()));
            ResultSet row = statement.executeQuery();
            while (row.next()) {
                sameTime.put(
                        new Key(row.getInt("account_id"), Timestamps.get(row, "response_time")),
                        new Existing(row.getLong("response_id"), row.getBytes("content_sha256")));
            }
        }
    }

    private void lookUpSlots(Connection connection, List<ReadResponse> withSlot) throws SQLException {
        if (withSlot.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(SAME_SLOT)) {
            setArray(statement, 1, "int4", withSlot, read -> read.response().accountId());
            setArray(
                    statement,
                    2,
                    "timestamptz",
                    withSlot,
                    read -> Timestamps.ofNullable(read.response().slot()));
            ResultSet row = statement.executeQuery();
            while (row.next()) {
                sameSlot.put(
                        new Key(row.getInt("account_id"), Timestamps.get(row, "slot")),
                        new Existing(row.getLong("response_id"), null));
            }
        }
    }

    private void decide(ReadResponse read, SealChain chain) {
        PendingResponse response = read.response();
        if (read.unusable() != null) {
            finals.add(new Final(response, read.unusable()));
            return;
        }
        Snapshot snapshot = snapshot(read);
        byte[] content = snapshot.contentSha256();
        Key time = new Key(response.accountId(), snapshot.responseTime());
        Key slot = response.slot() == null ? null : new Key(response.accountId(), response.slot());
        Existing existing = sameTime.get(time);
        Existing slotExisting = slot == null ? null : sameSlot.get(slot);
        if (existing != null) {
            boolean same = Arrays.equals(existing.contentSha256(), content);
            end(
                    response,
                    same ? ResponseState.DUPLICATE : ResponseState.CONFLICT,
                    "response " + existing.responseId() + " has recorded " + (same ? "the same" : "other")
                            + " balances for the same response time");
        } else if (slotExisting != null) {
            end(
                    response,
                    ResponseState.DUPLICATE,
                    "response " + slotExisting.responseId() + " has recorded the slot already");
        } else {
            links.add(new Link(
                    response, snapshot, content, chain.add(response.accountId(), facts(response, snapshot, content))));
            sameTime.put(time, new Existing(response.id(), content));
            if (slot != null) {
                sameSlot.put(slot, new Existing(response.id(), null));
            }
            end(response, ResponseState.RECORDED, null);
        }
    }

    private void end(PendingResponse response, ResponseState state, @Nullable String reason) {
        finals.add(new Final(response, new FinishedResponse(response.id(), state, reason)));
    }

    private static Seal.Facts facts(PendingResponse response, Snapshot snapshot, byte[] content) {
        return new Seal.Facts(
                response.account(),
                response.exchange(),
                response.format(),
                snapshot.responseTime(),
                response.slot(),
                Objects.requireNonNull(response.timeSource()),
                response.bodySha256(),
                content,
                snapshot.balances().size());
    }

    private static Snapshot snapshot(ReadResponse read) {
        return Objects.requireNonNull(read.snapshot());
    }
}
