package dev.balancehistory.history;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot beside the one before it.
 *
 * @param previousTime the response time of the one before; null if this is the account's first
 * @param lines one for each currency of either
 */
public record RecordedSnapshot(
        Instant responseTime, @Nullable Instant previousTime, List<Line> lines) {
    /**
     * One currency. Where this snapshot does not list it, the amounts are null: not reported, which is not zero.
     *
     * @param change since the snapshot before; null unless both list it
     */
    public record Line(
            String currency,
            @Nullable BigDecimal total,
            @Nullable BigDecimal available,
            @Nullable BigDecimal locked,
            @Nullable BigDecimal change) {}
}
