package dev.balancehistory.importing;

import dev.balancehistory.balance.Account;
import dev.balancehistory.balance.ResponseState;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides the state of archived responses, one after the other, by the recorded snapshots and the earlier responses.
 */
final class ImportLedger {
    private final Map<Moment, Recorded> recorded = new HashMap<>();
    private final Set<Body> archived = new HashSet<>();

    /**
     * A snapshot that is recorded, or will be by this import.
     *
     * @param responseId 0 if nothing is written
     */
    // Compared by identity.
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

    /** Notes the snapshot that is recorded for a response time. */
    void note(Account account, Instant responseTime, Recorded existing) {
        recorded.put(new Moment(account.id(), responseTime), existing);
    }

    /** Notes that a response with this body is archived without being recorded. */
    void noteArchived(Account account, byte[] bodySha256) {
        archived.add(new Body(account.id(), ByteBuffer.wrap(bodySha256)));
    }

    /** Returns whether the same response is recorded. */
    boolean isRecorded(ImportedResponse response) {
        Recorded existing = response.snapshot() == null ? null : recorded.get(Moment.of(response));
        return existing != null && Arrays.equals(existing.bodySha256(), response.bodySha256());
    }

    /**
     * Decides, and notes the decision for the responses that follow.
     *
     * @param id the key of the response, if it is to be written
     */
    Decision decide(ImportedResponse response, long id) {
        if (response.snapshot() == null) {
            ResponseState state = response.unusable() == null ? ResponseState.REJECTED : response.unusable();
            return unrecorded(response, id, state, response.reason());
        }
        if (isRecorded(response)) {
            return new Decision(response, ResponseState.RECORDED, true, null, 0);
        }
        byte[] content = Objects.requireNonNull(response.contentSha256());
        Recorded existing = recorded.get(Moment.of(response));
        if (existing == null) {
            recorded.put(Moment.of(response), new Recorded(id, content, response.bodySha256()));
            return new Decision(response, ResponseState.RECORDED, false, null, id);
        }
        String recorder = existing.responseId() == 0 ? "a response before it" : "response " + existing.responseId();
        boolean same = Arrays.equals(existing.contentSha256(), content);
        return unrecorded(
                response,
                id,
                same ? ResponseState.DUPLICATE : ResponseState.CONFLICT,
                recorder + " has recorded " + (same ? "the same" : "other") + " balances for the same response time");
    }

    private Decision unrecorded(ImportedResponse response, long id, ResponseState state, @Nullable String reason) {
        boolean isNew = archived.add(Body.of(response));
        return new Decision(response, state, !isNew, reason, isNew ? id : 0);
    }
}
