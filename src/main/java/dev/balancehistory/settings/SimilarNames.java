package dev.balancehistory.settings;

import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/**
 * Rejects account names that differ only in case, dots, hyphens and underscores. The configuration does not distinguish
 * their properties, so that one account would get the key of the other.
 */
final class SimilarNames {
    private SimilarNames() {}

    /**
     * @throws Problem if there are two such names; the message contains both
     */
    static void reject(Collection<String> names) {
        Map<String, String> seen = new HashMap<>();
        for (String name : new TreeSet<>(names)) {
            String other = seen.putIfAbsent(name.toLowerCase(Locale.ROOT).replaceAll("[._-]", ""), name);
            if (other != null) {
                throw new Problem(
                        Outcome.CONFIGURATION,
                        "recorder.accounts has " + other + " and " + name + ", whose properties can't be distinguished:"
                                + " use names that differ in more than case, '.', '_' and '-'");
            }
        }
    }
}
