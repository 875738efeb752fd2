package dev.balancehistory.settings;

import dev.balancehistory.configuration.AlteredName;
import dev.balancehistory.process.Problem;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.core.env.Environment;

/**
 * The accounts with a name that Spring Boot alters. Such an account may become another one, which is rejected too, since
 * its settings are mixed.
 */
final class AlteredAccounts {
    private static final ConfigurationPropertyName ACCOUNTS = ConfigurationPropertyName.of("recorder.accounts");

    private final Map<String, Problem> problems = new HashMap<>();
    private final Set<ConfigurationPropertyName> withoutAccount = new HashSet<>();

    /**
     * @throws Problem if another setting has such a name
     */
    AlteredAccounts(Environment environment) {
        AlteredName.below("recorder", environment).forEach(this::add);
    }

    private void add(AlteredName name) {
        int account = ACCOUNTS.getNumberOfElements();
        if (!ACCOUNTS.isAncestorOf(name.read())) {
            throw name.problem();
        }
        problems.put(name.part(account), name.problem());
        if (ACCOUNTS.isParentOf(name.read())) {
            withoutAccount.add(name.read());
        } else {
            problems.put(name.read().getElement(account, Form.ORIGINAL), name.problem());
        }
    }

    /** Returns the problems of the accounts, by name. */
    Map<String, Problem> problems() {
        return problems;
    }

    /** Returns whether Spring Boot reads the property as an account, since nothing is left of the account's name. */
    boolean isWithoutAccount(ConfigurationPropertyName name) {
        return withoutAccount.contains(name);
    }
}
