package dev.balancehistory.balance;

import java.util.regex.Pattern;

/**
 * An account of the history.
 *
 * @param id the key in the history
 * @param name the name that the configuration and the reports use
 * @param exchange the adapter that fetches its responses
 */
public record Account(int id, String name, String exchange) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    /** Returns whether an account can have this name: letters, digits, dots, underscores and hyphens. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }
}
