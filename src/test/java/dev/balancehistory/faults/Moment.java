package dev.balancehistory.faults;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * When a fault strikes: it counts over all connections of a proxy, from 1.
 *
 * @param sql which of the statements are counted; null where bytes are
 * @param attempt whether it strikes after the statement, whose response is then not passed on, or before it
 * @param toServer which way bytes are counted
 * @param n which statement, or which byte is the first not to be passed on
 */
record Moment(@Nullable Predicate<String> sql, boolean attempt, boolean toServer, long n) {
    private static final Predicate<String> COMMIT = "COMMIT"::equalsIgnoreCase;

    /** Before the server gets its n-th statement, the transactions' own among them. */
    static Moment statement(long n) {
        return statement(sql -> true, n);
    }

    static Moment statement(Predicate<String> which, long n) {
        return new Moment(which, false, true, n);
    }

    /** Before the server gets the n-th COMMIT. */
    static Moment commit(long n) {
        return statement(COMMIT, n);
    }

    /** After the server did the n-th COMMIT, and before the client is notified. */
    static Moment attempt(long n) {
        return new Moment(COMMIT, true, true, n);
    }

    /** Does not come; the bytes that the client sends are counted. */
    static Moment never() {
        return sent(Long.MAX_VALUE);
    }

    /** When the client has sent so many bytes less one. */
    static Moment sent(long n) {
        return new Moment(null, false, true, n);
    }

    /** When the server has sent so many bytes less one. */
    static Moment received(long n) {
        return new Moment(null, false, false, n);
    }
}
