package dev.balancehistory.doctor;

import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import dev.balancehistory.settings.BoundSettings;
import dev.balancehistory.settings.ConfiguredAccount;
import dev.balancehistory.settings.ConfiguredAccounts;
import dev.balancehistory.settings.SharedKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs all checks, also after a failure where that is useful, and changes nothing. It sends one request for each
 * account, as a run does, and does not store the response.
 */
record Doctor(
        Supplier<BoundSettings> bound,
        Supplier<ConfiguredAccounts> configured,
        DatabaseExamination database,
        ExchangeExamination exchange,
        SettingsExamination settings) {
    /** Runs the checks, and reports each finding at once. */
    void examine(Consumer<Finding> findings) {
        ConfiguredAccounts accounts = accounts(findings);
        SortedSet<String> names = accounts == null ? new TreeSet<>() : accounts.names();
        boolean reader = database.examine(names, findings);
        if (accounts != null) {
            examine(accounts, names, reader, findings);
            settings.examine(Problem.in(bound), accounts, findings);
        }
    }

    private @Nullable ConfiguredAccounts accounts(Consumer<Finding> findings) {
        try {
            ConfiguredAccounts accounts = Problem.in(configured);
            findings.accept(Finding.ok(
                    "configuration", "readable; accounts: " + accounts.names().size()));
            return accounts;
        } catch (Problem e) {
            findings.accept(Finding.fail("configuration", e));
            return null;
        }
    }

    private void examine(ConfiguredAccounts accounts, Set<String> names, boolean reader, Consumer<Finding> findings) {
        if (names.isEmpty() && !reader) {
            findings.accept(Finding.fail(
                    Outcome.CONFIGURATION,
                    "accounts",
                    "no account is configured",
                    "set recorder.accounts.NAME.api-key, .api-secret and .exchange (environment:"
                            + " RECORDER_ACCOUNTS_NAME_APIKEY, _APISECRET and _EXCHANGE)"));
        }
        List<ConfiguredAccount> complete = new ArrayList<>();
        for (String name : names) {
            try {
                complete.add(accounts.account(name));
            } catch (Problem e) {
                findings.accept(Finding.fail("account " + name, e));
            }
        }
        SharedKeys.of(complete)
                .forEach(line -> findings.accept(Finding.warn("accounts", line, "give each account a key of its own")));
        exchange.examine(complete, accounts.readTimeout(), findings);
    }
}
