package dev.balancehistory.verification;

import org.jspecify.annotations.Nullable;

/**
 * An answer that is not the one of any snapshot.
 *
 * @param recordedSha256 the content recorded for the answer's time; null if there is none
 * @param slotRecorded whether its slot has a snapshot
 */
// Compared by identity: nobody compares answers.
@SuppressWarnings("ArrayRecordComponent")
record UnrecordedResponse(ArchivedResponse response, byte @Nullable [] recordedSha256, boolean slotRecorded) {}
