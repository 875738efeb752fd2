package dev.balancehistory.archive;

/**
 * The snapshots of an account in the last 24 hours.
 *
 * @param account its name
 * @param cells a letter for each half hour of UTC, oldest first. The last half hour has not ended. The letters: r recorded,
 *     p partly, m missing, w waiting in the spool, n none expected, b before the account
 */
public record Coverage(String account, String cells) {}
