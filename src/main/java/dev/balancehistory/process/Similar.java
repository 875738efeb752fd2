package dev.balancehistory.process;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Finds the name that a user has probably meant. */
public final class Similar {
    private static final int LETTERS_FOR_A_SLIP = 3;

    private Similar() {}

    /**
     * Returns an addition to a message: the known name that is similar to an unknown one.
     *
     * @return such as {@code " (did you mean 'close'?)"}; empty if no name is similar
     */
    public static String hint(String unknown, Collection<String> known) {
        String word = unknown.toLowerCase(Locale.ROOT);
        return known.stream()
                .filter(name -> isSimilar(word, name.toLowerCase(Locale.ROOT)))
                .min(Comparator.comparingInt((String name) -> slips(word, name.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()))
                .map(name -> " (did you mean '" + name + "'?)")
                .orElse("");
    }

    private static boolean isSimilar(String word, String name) {
        return !word.isEmpty()
                && (name.startsWith(word) || slips(word, name) <= Math.max(1, word.length() / LETTERS_FOR_A_SLIP));
    }

    /** Returns Levenshtein's distance: the number of letters to insert, delete or replace. */
    private static int slips(String word, String name) {
        int[] row = new int[name.length() + 1];
        for (int j = 0; j <= name.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= word.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= name.length(); j++) {
                int replaced = diagonal + (word.charAt(i - 1) == name.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[name.length()];
    }
}
