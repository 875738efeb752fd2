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

    /** The part of a property's name that names the account. */
    private static final int ACCOUNT = ACCOUNTS.getNumberOfElements();

    private final Map<String, Problem> problems = new HashMap<>();
    private final Set<String> settings = new HashSet<>();

    /**
     * Finds them in the environment.
     *
     * @throws Problem if another setting has such a name
     */
    AlteredAccounts(Environment environment) {
        AlteredName.below("recorder", environment).forEach(this::add);
    }

    private void add(AlteredName name) {
        ConfigurationPropertyName read = name.read();
        if (!ACCOUNTS.equals(read) && !ACCOUNTS.isAncestorOf(read)) {
            throw name.problem();
        }
        boolean indexed =
                read.getNumberOfElements() > ACCOUNT && read.chop(ACCOUNT + 1).isLastElementIndexed();
        if (!indexed) {
            problems.putIfAbsent(name.part(ACCOUNT), name.problem());
        }
        if (read.getNumberOfElements() > ACCOUNT) {
            String next = read.getElement(ACCOUNT, Form.ORIGINAL);
            if (!indexed && name.isWithout(ACCOUNT)) {
                settings.add(next);
            } else {
                problems.putIfAbsent(next, name.problem());
            }
        }
    }

    /** Returns the problems of the accounts, by name. */
    Map<String, Problem> problems() {
        return problems;
    }

    /** Returns whether Spring Boot reads a setting as this account, since nothing is left of the account's name. */
    boolean isSetting(String account) {
        return settings.contains(account);
    }
}
