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
            String other = seen.putIfAbsent(relaxed(name), name);
            if (other != null) {
                throw problem(other, name);
            }
        }
    }

    /**
     * @throws Problem if another one of the names is similar to this one; it names both
     */
    static void reject(String name, Collection<String> names) {
        for (String other : names) {
            if (!other.equals(name) && relaxed(other).equals(relaxed(name))) {
                throw problem(other, name);
            }
        }
    }

    private static String relaxed(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[._-]", "");
    }

    private static Problem problem(String one, String other) {
        return new Problem(
                Outcome.CONFIGURATION,
                "recorder.accounts." + one + " and recorder.accounts." + other + " have the same properties:"
                        + " use names that differ in more than case, '.', '_' and '-'");
    }
}
