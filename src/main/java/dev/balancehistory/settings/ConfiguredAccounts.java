package dev.balancehistory.settings;

import dev.balancehistory.exchange.Adapters;
import dev.balancehistory.process.Problem;
import java.time.Duration;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;

/** The accounts that the configuration names, each to be looked at by itself: a mistake in one hides no other. */
public final class ConfiguredAccounts {
    private final RecorderSettings settings;
    private final Supplier<Adapters> adapters;

    /**
     * @param adapters the exchanges, made only when an account is looked at
     */
    ConfiguredAccounts(RecorderSettings settings, Supplier<Adapters> adapters) {
        this.settings = settings;
        this.adapters = adapters;
    }

    /** Returns their names in order; none where nothing is recorded from, as a reader's machine. */
    public SortedSet<String> names() {
        return new TreeSet<>(settings.accounts().keySet());
    }

    /** Returns the exchange of an account: as configured, else the one that is meant where the configuration names none. */
    public String exchangeOf(String name) {
        RecorderSettings.AccountSettings account = settings.accounts().get(name);
        return account == null ? RecorderSettings.AccountSettings.DEFAULT_EXCHANGE : account.exchange();
    }

    /**
     * Returns one of them.
     *
     * @throws Problem if it lacks something or has something that can't be right; the message names the property and
     *     never its value
     */
    public ConfiguredAccount account(String name) {
        RecorderSettings.AccountSettings account = settings.accounts().get(name);
        if (account == null) {
            throw new IllegalArgumentException("No account is configured as " + name);
        }
        SimilarNames.reject(name, settings.accounts().keySet());
        return AccountDirectory.configured(name, account, adapters.get());
    }

    /** Returns how long an answer may take, to its last byte. */
    public Duration readTimeout() {
        return settings.http().readTimeout();
    }
}
