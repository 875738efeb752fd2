package dev.balancehistory.process;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Finds the name that a user has probably meant. */
public final class Similar {
    private static final int LETTERS_FOR_A_SLIP = 3;

    private Similar() {}

    /**
     * Returns an addition to a message, such as {@code " (did you mean 'close'?)"}: the known name that is similar to an
     * unknown one; empty if no name is similar.
     */
    public static String hint(String unknown, Collection<String> known) {
        String word = unknown.toLowerCase(Locale.ROOT);
        return known.stream()
                .filter(name -> isSimilar(word, name.toLowerCase(Locale.ROOT)))
                .sorted()
                .min(Comparator.comparingInt(name -> slips(word, name.toLowerCase(Locale.ROOT))))
                .map(name -> " (did you mean '" + name + "'?)")
                .orElse("");
    }

    private static boolean isSimilar(String word, String name) {
        return !word.isEmpty()
                && (name.startsWith(word) || slips(word, name) <= Math.max(1, word.length() / LETTERS_FOR_A_SLIP));
    }

    /** Returns the number of letters to insert, delete, replace or swap. */
    private static int slips(String word, String name) {
        int[][] slips = new int[word.length() + 1][name.length() + 1];
        for (int i = 0; i <= word.length(); i++) {
            for (int j = 0; j <= name.length(); j++) {
                slips[i][j] = i == 0 || j == 0 ? i + j : slips(slips, word, i, name, j);
            }
        }
        return slips[word.length()][name.length()];
    }

    private static int slips(int[][] slips, String word, int i, String name, int j) {
        boolean same = word.charAt(i - 1) == name.charAt(j - 1);
        int least = Math.min(slips[i - 1][j - 1] + (same ? 0 : 1), 1 + Math.min(slips[i - 1][j], slips[i][j - 1]));
        boolean swapped =
                i > 1 && j > 1 && word.charAt(i - 1) == name.charAt(j - 2) && word.charAt(i - 2) == name.charAt(j - 1);
        return swapped ? Math.min(least, slips[i - 2][j - 2] + 1) : least;
    }
}
