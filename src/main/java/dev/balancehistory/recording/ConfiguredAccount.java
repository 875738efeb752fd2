package dev.balancehistory.recording;

import dev.balancehistory.exchange.BalanceSource;
import dev.balancehistory.exchange.Credentials;
import dev.balancehistory.history.AccountRegistry.Registration;
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
        @Nullable Duration interval) {
    /**
     * @param otherwise the interval where none is configured; null if that isn't known
     */
    Registration registration(@Nullable Duration otherwise) {
        return new Registration(name, source.exchange(), interval == null ? otherwise : interval);
    }
}
