package dev.balancehistory.settings;

import dev.balancehistory.exchange.Adapters;
import dev.balancehistory.process.Problem;
import java.time.Duration;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;

/** The accounts of the configuration, each checked separately, so that a mistake in one does not hide another. */
public final class ConfiguredAccounts {
    private final RecorderSettings settings;
    private final Supplier<Adapters> adapters;

    /**
     * @param adapters creates the adapters when an account is checked
     */
    ConfiguredAccounts(RecorderSettings settings, Supplier<Adapters> adapters) {
        this.settings = settings;
        this.adapters = adapters;
    }

    /** Returns the names in order; empty on a machine that does not record. */
    public SortedSet<String> names() {
        return new TreeSet<>(settings.accounts().keySet());
    }

    /** Returns the exchange of an account: as configured, else the default. */
    public String exchangeOf(String name) {
        RecorderSettings.AccountSettings account = settings.accounts().get(name);
        return account == null ? RecorderSettings.AccountSettings.DEFAULT_EXCHANGE : account.exchange();
    }

    /**
     * Returns one account.
     *
     * @throws Problem if a setting is missing or malformed; the message contains the property and never its value
     */
    public ConfiguredAccount account(String name) {
        RecorderSettings.AccountSettings account = settings.accounts().get(name);
        if (account == null) {
            throw new IllegalArgumentException("No account is configured as " + name);
        }
        SimilarNames.reject(name, settings.accounts().keySet());
        return AccountDirectory.configured(name, account, adapters.get());
    }

    /** Returns the time limit for a response, to its last byte. */
    public Duration readTimeout() {
        return settings.http().readTimeout();
    }
}
