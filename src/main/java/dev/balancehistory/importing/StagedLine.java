package dev.balancehistory.importing;

import org.jspecify.annotations.Nullable;

/**
 * A line among the sorted ones of an exported history.
 *
 * @param row its content; null if it only marks that the snapshot may lack the line of this number
 */
record StagedLine(SnapshotKey key, long number, @Nullable StagedRow row) {}
