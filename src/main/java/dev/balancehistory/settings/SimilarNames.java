package dev.balancehistory.settings;

import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Finds account names that differ only in case, dots, hyphens and underscores. The configuration does not distinguish
 * their properties, so that one account would get the key of the other.
 */
final class SimilarNames {
    private SimilarNames() {}

    /** Returns the problems of accounts that have such a name, by name; a message contains all similar names. */
    static Map<String, Problem> find(Collection<String> names) {
        Map<String, Problem> problems = new HashMap<>();
        names.stream()
                .collect(Collectors.groupingBy(SimilarNames::relaxed, Collectors.toCollection(TreeSet::new)))
                .values()
                .stream()
                .filter(similar -> similar.size() > 1)
                .forEach(similar -> similar.forEach(name -> problems.put(name, problem(similar))));
        return problems;
    }

    private static String relaxed(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[._-]", "");
    }

    private static Problem problem(Collection<String> names) {
        return new Problem(
                Outcome.CONFIGURATION,
                names.stream().map(name -> "recorder.accounts." + name).collect(Collectors.joining(" and "))
                        + " have the same properties: use names that differ in more than case, '.', '_' and '-'");
    }
}
