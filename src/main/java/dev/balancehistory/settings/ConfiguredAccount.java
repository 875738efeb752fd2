package dev.balancehistory.settings;

import dev.balancehistory.exchange.BalanceSource;
import dev.balancehistory.exchange.Credentials;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An account of the configuration.
 *
 * @param source the exchange of the account
 * @param interval the interval at which a snapshot is expected; null if not configured
 */
public record ConfiguredAccount(
        String name,
        BalanceSource source,
        Credentials credentials,
        @Nullable Duration interval) {}
