package dev.balancehistory.balance;

import java.util.Locale;

/** What became of an answer. */
public enum ResponseState {
    /** It waits to be recorded. */
    RECEIVED,
    /** It became a snapshot. */
    RECORDED,
    /** Its snapshot, or another one for its slot, was there already. */
    DUPLICATE,
    /** Another content is recorded for its response time; nothing was overwritten. */
    CONFLICT,
    /** It can't be used. */
    REJECTED,
    /** The exchange reported an error, or did not answer. */
    FAILED;

    /** Returns the word that the database uses. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the state for the database's word. */
    public static ResponseState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
