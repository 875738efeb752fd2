package dev.balancehistory.settings;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Finds accounts of one exchange that have the same key: their histories would be the same. */
public final class SharedKeys {
    private SharedKeys() {}

    /** Returns a line for each key that several accounts have; it names the accounts and never the key. */
    public static List<String> of(Collection<ConfiguredAccount> accounts) {
        Map<String, List<String>> names = new TreeMap<>();
        accounts.forEach(account -> names.computeIfAbsent(
                        account.source().exchange() + " "
                                + account.credentials().apiKey(),
                        key -> new ArrayList<>())
                .add(account.name()));
        return names.values().stream()
                .filter(sharing -> sharing.size() > 1)
                .map(sharing -> "the accounts " + String.join(", ", sharing) + " have the same API key")
                .sorted()
                .toList();
    }
}
