package dev.balancehistory.settings;

import dev.balancehistory.balance.Account;
import dev.balancehistory.exchange.Adapters;
import dev.balancehistory.exchange.BalanceSource;
import dev.balancehistory.exchange.BaseUrl;
import dev.balancehistory.exchange.Credentials;
import dev.balancehistory.process.Problem;
import dev.balancehistory.settings.RecorderSettings.AccountSettings;
import java.net.URI;
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
        @Nullable Duration interval) {
    /**
     * Returns the account with these settings.
     *
     * @throws Problem if a setting is missing or malformed; the message contains the property and never its value
     */
    static ConfiguredAccount checked(String name, AccountSettings account, Adapters adapters) {
        String property = "recorder.accounts." + name;
        if (!Account.isName(name)) {
            throw AccountCredentials.wrong(
                    "recorder.accounts", "has an account whose name is not of letters, digits, '.', '_' and '-'");
        }
        BalanceSource source = source(name, account, adapters);
        Duration interval = account.interval();
        if (interval != null && (interval.isNegative() || interval.isZero())) {
            throw AccountCredentials.wrong(property + ".interval", "must be longer than zero");
        }
        URI baseUrl = account.baseUrl() == null ? source.defaultBaseUrl() : account.baseUrl();
        Credentials credentials =
                AccountCredentials.checked(property, BaseUrl.checked(property + ".base-url", baseUrl), account, source);
        return new ConfiguredAccount(name, source, credentials, interval);
    }

    /**
     * Returns the exchange of an account.
     *
     * @throws Problem if it is missing, or not an exchange of this program
     */
    static BalanceSource source(String name, @Nullable AccountSettings account, Adapters adapters) {
        String exchange = account == null ? null : account.exchange();
        BalanceSource source = exchange == null ? null : adapters.named(exchange);
        if (source == null) {
            throw AccountCredentials.wrong(
                    "recorder.accounts." + name + ".exchange",
                    (exchange == null ? "is missing: set it to one of " : "must be one of ")
                            + String.join(", ", adapters.names()));
        }
        return source;
    }
}
