package dev.balancehistory.importing;

import dev.balancehistory.balance.Balance;
import java.time.Instant;

/**
 * A line of an exported history.
 *
 * @param line its number in the file
 * @param timeSource what the response time was taken from
 * @param origin how the response behind it was received
 */
record StagedRow(
        long line,
        String account,
        String exchange,
        Instant responseTime,
        Balance balance,
        String timeSource,
        String origin) {}
