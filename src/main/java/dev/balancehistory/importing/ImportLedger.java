package dev.balancehistory.importing;

import dev.balancehistory.balance.Account;
import dev.balancehistory.balance.ResponseState;
import dev.balancehistory.balance.Snapshot;
import dev.balancehistory.importing.ImportSession.Taken;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides what becomes of archived answers, one after the other, by what is there and what came earlier among them. */
final class ImportLedger {
    private final Map<Moment, Recorded> recorded = new HashMap<>();
    private final Set<Body> kept = new HashSet<>();

    /**
     * What becomes of an answer.
     *
     * @param id the key that it gets; 0 if it is there already, or nothing is written
     * @param contentSha256 of what it says; null if it is not to be recorded
     */
    // Compared by identity: nobody compares decisions.
    @SuppressWarnings("ArrayRecordComponent")
    record Decision(Taken taken, long id, byte @Nullable [] contentSha256) {}

    /**
     * A snapshot that is there, or is about to be.
     *
     * @param responseId 0 if nothing is written
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Recorded(long responseId, byte[] contentSha256, byte[] bodySha256) {}

    private record Moment(int accountId, Instant responseTime) {
        static Moment of(ImportedResponse response) {
            return new Moment(response.account().id(), Objects.requireNonNull(response.responseTime()));
        }
    }

    private record Body(int accountId, ByteBuffer sha256) {
        static Body of(ImportedResponse response) {
            return new Body(response.account().id(), ByteBuffer.wrap(response.bodySha256()));
        }
    }

    /** Notes what is recorded for a response time. */
    void note(Account account, Instant responseTime, Recorded there) {
        recorded.put(new Moment(account.id(), responseTime), there);
    }

    /** Notes that a response with this body is archived without being recorded. */
    void noteKept(Account account, byte[] bodySha256) {
        kept.add(new Body(account.id(), ByteBuffer.wrap(bodySha256)));
    }

    /** Returns whether just this answer is recorded. */
    boolean isRecorded(ImportedResponse response) {
        Recorded there = response.snapshot() == null ? null : recorded.get(Moment.of(response));
        return there != null && Arrays.equals(there.bodySha256(), response.bodySha256());
    }

    /**
     * Decides, and notes it for the answers that follow.
     *
     * @param id the key for the answer, if it is to be written
     */
    Decision decide(ImportedResponse response, long id) {
        Snapshot snapshot = response.snapshot();
        if (snapshot == null) {
            ResponseState state = response.unusable() == null ? ResponseState.REJECTED : response.unusable();
            return unrecorded(response, id, state, response.reason());
        }
        if (isRecorded(response)) {
            return new Decision(new Taken(response, ResponseState.RECORDED, true, null), 0, null);
        }
        byte[] content = snapshot.contentSha256();
        Recorded there = recorded.get(Moment.of(response));
        if (there == null) {
            recorded.put(Moment.of(response), new Recorded(id, content, response.bodySha256()));
            return new Decision(new Taken(response, ResponseState.RECORDED, false, null), id, content);
        }
        String who = there.responseId() == 0 ? "a response before it" : "response " + there.responseId();
        return Arrays.equals(there.contentSha256(), content)
                ? unrecorded(
                        response,
                        id,
                        ResponseState.DUPLICATE,
                        who + " has recorded the same balances for the same response time")
                : unrecorded(
                        response,
                        id,
                        ResponseState.CONFLICT,
                        who + " has recorded other balances for the same response time");
    }

    private Decision unrecorded(ImportedResponse response, long id, ResponseState state, @Nullable String reason) {
        boolean isNew = kept.add(Body.of(response));
        return new Decision(new Taken(response, state, !isNew, reason), isNew ? id : 0, null);
    }
}
