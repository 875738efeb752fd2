package dev.balancehistory.verification;

import java.time.Instant;

/**
 * A row of {@code balance} as it stands there.
 *
 * @param total the number's digits as the database writes them, which may be NaN
 * @param available likewise
 */
record SnapshotRow(Instant responseTime, String wallet, String currency, String total, String available) {}
