package dev.balancehistory.importing;

import dev.balancehistory.balance.ResponseState;
import dev.balancehistory.balance.Snapshot;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The decision about an archived response.
 *
 * @param alreadyRecorded whether the same response was archived before in this state
 * @param reason the reason why it is not recorded, as text; null if it is
 * @param id the key of the response; 0 if it is archived already, or nothing is written
 */
record Decision(
        ImportedResponse response,
        ResponseState state,
        boolean alreadyRecorded,
        @Nullable String reason,
        long id) {
    /** Returns whether its balances become a snapshot now. */
    boolean addsSnapshot() {
        return state == ResponseState.RECORDED && !alreadyRecorded;
    }

    int accountId() {
        return response.account().id();
    }

    /** Returns the snapshot that it adds. */
    Snapshot snapshot() {
        return Objects.requireNonNull(response.snapshot());
    }

    /** Returns the hash of the snapshot that it adds. */
    byte[] contentSha256() {
        return Objects.requireNonNull(response.contentSha256());
    }
}
