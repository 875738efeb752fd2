package dev.balancehistory.recording;

import dev.balancehistory.archive.FinishedResponse;
import dev.balancehistory.archive.PendingResponse;
import dev.balancehistory.archive.SealChain;
import dev.balancehistory.balance.ResponseState;
import dev.balancehistory.balance.Seal;
import dev.balancehistory.balance.Snapshot;
import dev.balancehistory.process.TextResource;
import dev.balancehistory.recording.KnownSnapshots.Known;
import dev.balancehistory.recording.SnapshotStore.ReadResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decides the final states of responses, one after the other, by the recorded snapshots and the earlier responses. It
 * needs a transaction that holds the write locks of their accounts.
 */
final class SnapshotDecisions {
    static final String SAME_TIME = TextResource.of(SnapshotDecisions.class, "snapshot-decisions-same-time.sql");

    static final String SAME_SLOT = TextResource.of(SnapshotDecisions.class, "snapshot-decisions-same-slot.sql");

    private final KnownSnapshots byTime;
    private final KnownSnapshots bySlot;
    private final SealChain chain;
    private final List<Link> links = new ArrayList<>();
    private final List<Final> finals = new ArrayList<>();

    private SnapshotDecisions(KnownSnapshots byTime, KnownSnapshots bySlot, SealChain chain) {
        this.byTime = byTime;
        this.bySlot = bySlot;
        this.chain = chain;
    }

    /** A response that becomes a snapshot, with its place in the account's chain. */
    @SuppressWarnings("ArrayRecordComponent")
    record Link(PendingResponse response, Snapshot snapshot, byte[] contentSha256, Seal seal) {}

    /** A response and its final state. */
    record Final(PendingResponse response, FinishedResponse finished) {}

    static SnapshotDecisions of(Connection connection, List<ReadResponse> responses) throws SQLException {
        List<ReadResponse> readable =
                responses.stream().filter(read -> read.snapshot() != null).toList();
        SnapshotDecisions decisions = new SnapshotDecisions(
                KnownSnapshots.read(
                        connection, SAME_TIME, readable, read -> snapshot(read).responseTime()),
                KnownSnapshots.read(
                        connection, SAME_SLOT, readable, read -> read.response().slot()),
                SealChain.of(
                        connection,
                        readable.stream()
                                .map(read -> read.response().accountId())
                                .distinct()
                                .toList()));
        responses.forEach(decisions::decide);
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

    private void decide(ReadResponse read) {
        PendingResponse response = read.response();
        if (read.unusable() != null) {
            finals.add(new Final(response, read.unusable()));
            return;
        }
        Snapshot snapshot = snapshot(read);
        byte[] content = snapshot.contentSha256();
        int account = response.accountId();
        Known sameTime = byTime.find(account, snapshot.responseTime());
        Known sameSlot = bySlot.find(account, response.slot());
        if (sameTime != null) {
            boolean same = Arrays.equals(sameTime.contentSha256(), content);
            end(
                    response,
                    same ? ResponseState.DUPLICATE : ResponseState.CONFLICT,
                    "response " + sameTime.responseId() + " has recorded " + (same ? "the same" : "other")
                            + " balances for the same response time");
        } else if (sameSlot != null) {
            end(
                    response,
                    ResponseState.DUPLICATE,
                    "response " + sameSlot.responseId() + " has recorded the slot already");
        } else {
            links.add(new Link(response, snapshot, content, chain.add(account, facts(response, snapshot, content))));
            Known recorded = new Known(response.id(), content);
            byTime.add(account, snapshot.responseTime(), recorded);
            bySlot.add(account, response.slot(), recorded);
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
