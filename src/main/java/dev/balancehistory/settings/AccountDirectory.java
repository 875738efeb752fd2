package dev.balancehistory.settings;

import dev.balancehistory.balance.Account;
import dev.balancehistory.exchange.Adapters;
import dev.balancehistory.exchange.BalanceSource;
import dev.balancehistory.exchange.BaseUrl;
import dev.balancehistory.exchange.Credentials;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import dev.balancehistory.settings.RecorderSettings.AccountSettings;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The configured accounts, checked. A message contains the property and never its value. */
public final class AccountDirectory {

    private final Map<String, ConfiguredAccount> accounts = new TreeMap<>();

    /**
     * @throws Problem if a setting of an account is missing or malformed
     */
    AccountDirectory(Map<String, AccountSettings> settings, Adapters adapters) {
        SimilarNames.reject(settings.keySet());
        settings.forEach((name, account) -> accounts.put(name, configured(name, account, adapters)));
    }

    /**
     * Returns the names of all accounts, in order.
     *
     * @throws Problem if no account is configured
     */
    public List<String> names() {
        return select(List.of()).stream().map(ConfiguredAccount::name).toList();
    }

    /**
     * Returns the named accounts in order of their names; all accounts without a name.
     *
     * @throws Problem if no account is configured, or a name is unknown
     */
    public List<ConfiguredAccount> select(Collection<String> names) {
        if (accounts.isEmpty()) {
            throw new Problem(
                    Outcome.CONFIGURATION,
                    "no account is configured: set recorder.accounts.NAME.api-key and .api-secret"
                            + " (environment: RECORDER_ACCOUNTS_NAME_APIKEY and _APISECRET)");
        }
        if (names.isEmpty()) {
            return List.copyOf(accounts.values());
        }
        Set<String> unknown = new TreeSet<>(names);
        unknown.removeAll(accounts.keySet());
        if (!unknown.isEmpty()) {
            throw new Problem(
                    Outcome.CONFIGURATION,
                    "no account is configured as " + String.join(", ", unknown) + "; configured: "
                            + String.join(", ", accounts.keySet()));
        }
        List<ConfiguredAccount> selected = new ArrayList<>(accounts.values());
        selected.removeIf(account -> !names.contains(account.name()));
        return selected;
    }

    /**
     * Returns one account, checked.
     *
     * @throws Problem if a setting is missing or malformed
     */
    static ConfiguredAccount configured(String name, AccountSettings settings, Adapters adapters) {
        String property = "recorder.accounts." + name;
        if (!Account.isName(name)) {
            throw wrong("recorder.accounts", "has an account whose name is not of letters, digits, '.', '_' and '-'");
        }
        BalanceSource source = adapters.named(settings.exchange());
        if (source == null) {
            throw wrong(property + ".exchange", "must be one of " + adapters.names());
        }
        if (settings.interval() != null
                && (settings.interval().isNegative() || settings.interval().isZero())) {
            throw wrong(property + ".interval", "must be longer than zero");
        }
        URI baseUrl = settings.baseUrl() == null ? source.defaultBaseUrl() : settings.baseUrl();
        Credentials credentials = AccountCredentials.checked(
                property, BaseUrl.checked(property + ".base-url", baseUrl), settings, source);
        return new ConfiguredAccount(name, source, credentials, settings.interval());
    }

    private static Problem wrong(String property, String what) {
        return new Problem(Outcome.CONFIGURATION, property + " " + what);
    }
}
