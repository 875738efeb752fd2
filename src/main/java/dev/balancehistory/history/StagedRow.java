package dev.balancehistory.history;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * A line of an exported history.
 *
 * @param line its number in the file
 * @param origin how the answer behind it came
 */
public record StagedRow(
        long line,
        String account,
        Instant responseTime,
        String currency,
        BigDecimal total,
        BigDecimal available,
        String origin) {}
