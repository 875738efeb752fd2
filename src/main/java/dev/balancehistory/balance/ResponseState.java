package dev.balancehistory.balance;

import java.util.Locale;

/** The state of a response. */
public enum ResponseState {
    /** It is not yet recorded. */
    RECEIVED,
    /** It became a snapshot. */
    RECORDED,
    /** Its snapshot, or another one for its slot, was recorded already. */
    DUPLICATE,
    /** Another content is recorded for its response time; nothing was overwritten. */
    CONFLICT,
    /** It is malformed or not allowed. */
    REJECTED,
    /** The exchange reported an error or sent no response. */
    FAILED;

    /** Returns the code that the database uses. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the state for the database's code. */
    public static ResponseState of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
