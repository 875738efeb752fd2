package dev.balancehistory.settings;

import dev.balancehistory.exchange.BalanceSource;
import dev.balancehistory.exchange.Credentials;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An account that is to be recorded, as configured.
 *
 * @param source the exchange that has it
 * @param interval how often a snapshot is expected; null if not configured
 */
public record ConfiguredAccount(
        String name,
        BalanceSource source,
        Credentials credentials,
        @Nullable Duration interval) {}
