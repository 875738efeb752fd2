package dev.balancehistory.importing;

import java.time.Instant;

/** Identifies the lines of one snapshot in an exported history. */
record SnapshotKey(String account, Instant responseTime) {}
