package dev.balancehistory.archive;

import java.time.Instant;

/**
 * The snapshots of an account in the last 24 hours.
 *
 * @param account its name
 * @param cells a letter for each half hour of UTC, oldest first. The last half hour has not ended. The letters: r recorded,
 *     p partly, m missing, w waiting in the spool, n none expected, b before the account
 * @param since the start of the first half hour
 */
public record Coverage(String account, String cells, Instant since) {}
