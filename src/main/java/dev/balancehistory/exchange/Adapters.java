package dev.balancehistory.exchange;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The exchanges that can be asked, and whose answers can be read.
 *
 * @param byName at least one
 */
public record Adapters(Map<String, BalanceSource> byName) {
    public Adapters {
        byName = Map.copyOf(byName);
        if (byName.isEmpty()) {
            throw new IllegalArgumentException("no exchange at all");
        }
    }

    /** Returns the one of this name; null if there is none. */
    public @Nullable BalanceSource named(String exchange) {
        return byName.get(exchange);
    }

    /** Returns the one for what names none. */
    public BalanceSource first() {
        return byName.values().iterator().next();
    }
}
