package dev.balancehistory.verification;

import org.jspecify.annotations.Nullable;

/**
 * A response without a snapshot.
 *
 * @param recordedSha256 the content recorded for its time; null without a snapshot of that time
 * @param slotRecorded whether its slot has a snapshot
 */
// Compared by identity.
@SuppressWarnings("ArrayRecordComponent")
record UnrecordedResponse(ArchivedResponse response, byte @Nullable [] recordedSha256, boolean slotRecorded) {}
