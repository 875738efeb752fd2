package dev.balancehistory.verification;

import dev.balancehistory.balance.ResponseState;
import dev.balancehistory.balance.Snapshot;
import dev.balancehistory.exchange.Reading;
import dev.balancehistory.verification.ArchivedResponse.ArchivedBody;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Checks that a response without a snapshot can have ended in the state that is archived with it. */
record UnrecordedResponseCheck(ArchiveReader reader) {
    /** Returns the flaw as the rest of a sentence whose subject is the response; null without a flaw. */
    @Nullable
    String check(UnrecordedResponse unused) {
        ArchivedResponse response = unused.response();
        ResponseState state = Arrays.stream(ResponseState.values())
                .filter(known -> known.code().equals(response.state()))
                .findFirst()
                .orElse(null);
        if (state == null) {
            return "is in the unknown state '" + response.state() + "'";
        }
        if (state == ResponseState.RECORDED) {
            return "is in state 'recorded' without a snapshot of its time";
        }
        ArchivedBody body = response.body();
        if (body == null) {
            return null;
        }
        try {
            String flaw = flaw(state, unused, reader.read(response, body));
            return flaw == null ? null : "is in state '" + state.code() + "', but " + flaw;
        } catch (UnreadableResponse e) {
            return e.getMessage();
        }
    }

    private static @Nullable String flaw(ResponseState state, UnrecordedResponse unused, Reading reading) {
        return switch (state) {
            case DUPLICATE, CONFLICT ->
                reading instanceof Reading.Success success
                        ? unrepeated(state, unused, success)
                        : "its body is no response with balances";
            case REJECTED ->
                reading instanceof Reading.Success success && isRecordable(unused.response(), success)
                        ? "its body is a response with balances"
                        : null;
            // Without a response time, balances cannot become a snapshot: the server reported an error beside them.
            case FAILED ->
                reading instanceof Reading.Success && unused.response().responseTime() != null
                        ? "its body is a response with balances"
                        : null;
            case RECEIVED, RECORDED -> null;
        };
    }

    /** Returns whether the recorder accepts the time. A time in the body is checked by the reader already. */
    private static boolean isRecordable(ArchivedResponse response, Reading.Success success) {
        Instant time = response.responseTime();
        return time != null && (success.responseTime() != null || Snapshot.isPossible(time, response.receivedAt()));
    }

    private static @Nullable String unrepeated(
            ResponseState state, UnrecordedResponse unused, Reading.Success success) {
        Instant time = unused.response().responseTime();
        Instant stated = success.responseTime();
        if (time == null || (stated != null && !stated.equals(time))) {
            return "its body is of another time";
        }
        boolean same = Arrays.equals(unused.recordedSha256(), new Snapshot(time, success.balances()).contentSha256());
        if (state == ResponseState.CONFLICT) {
            return unused.recordedSha256() != null && !same ? null : "no other balances are recorded for its time";
        }
        return same || unused.slotRecorded() ? null : "neither its balances nor its slot are recorded";
    }
}
