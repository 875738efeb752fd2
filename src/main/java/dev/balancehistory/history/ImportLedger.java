package dev.balancehistory.history;

import dev.balancehistory.balance.Account;
import dev.balancehistory.balance.ResponseState;
import dev.balancehistory.balance.Snapshot;
import dev.balancehistory.history.ImportSession.Taken;
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
        static Moment of(ImportedResponse answer) {
            return new Moment(answer.account().id(), Objects.requireNonNull(answer.responseTime()));
        }
    }

    private record Body(int accountId, ByteBuffer sha256) {
        static Body of(ImportedResponse answer) {
            return new Body(answer.account().id(), ByteBuffer.wrap(answer.bodySha256()));
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
    boolean isRecorded(ImportedResponse answer) {
        Recorded there = answer.snapshot() == null ? null : recorded.get(Moment.of(answer));
        return there != null && Arrays.equals(there.bodySha256(), answer.bodySha256());
    }

    /**
     * Decides, and notes it for the answers that follow.
     *
     * @param id the key for the answer, if it is to be written
     */
    Decision decide(ImportedResponse answer, long id) {
        Snapshot snapshot = answer.snapshot();
        if (snapshot == null) {
            ResponseState state = answer.unusable() == null ? ResponseState.REJECTED : answer.unusable();
            return unrecorded(answer, id, state, answer.reason());
        }
        if (isRecorded(answer)) {
            return new Decision(new Taken(answer, ResponseState.RECORDED, true, null), 0, null);
        }
        byte[] content = snapshot.contentSha256();
        Recorded there = recorded.get(Moment.of(answer));
        if (there == null) {
            recorded.put(Moment.of(answer), new Recorded(id, content, answer.bodySha256()));
            return new Decision(new Taken(answer, ResponseState.RECORDED, false, null), id, content);
        }
        String who = there.responseId() == 0 ? "a response before it" : "response " + there.responseId();
        return Arrays.equals(there.contentSha256(), content)
                ? unrecorded(
                        answer,
                        id,
                        ResponseState.DUPLICATE,
                        who + " has recorded the same balances for the same response time")
                : unrecorded(
                        answer,
                        id,
                        ResponseState.CONFLICT,
                        who + " has recorded other balances for the same response time");
    }

    private Decision unrecorded(ImportedResponse answer, long id, ResponseState state, @Nullable String reason) {
        boolean isNew = kept.add(Body.of(answer));
        return new Decision(new Taken(answer, state, !isNew, reason), isNew ? id : 0, null);
    }
}
