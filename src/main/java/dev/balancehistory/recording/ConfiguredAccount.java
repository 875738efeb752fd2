package dev.balancehistory.recording;

import dev.balancehistory.exchange.BalanceSource;
import dev.balancehistory.exchange.Credentials;
import dev.balancehistory.history.AccountRegistry.Registration;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An account that is to be recorded, as configured.
 *
 * @param interval how often a snapshot is expected; null if not configured
 */
record ConfiguredAccount(
        String name,
        BalanceSource source,
        Credentials credentials,
        @Nullable Duration interval) {
    Registration registration() {
        return new Registration(name, source.exchange(), interval);
    }
}
