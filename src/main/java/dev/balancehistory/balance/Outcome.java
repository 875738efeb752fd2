package dev.balancehistory.balance;

import java.util.Collection;
import java.util.Comparator;

/**
 * How a run, or one account in it, ended. In order of weight: a run with several accounts ends as its heaviest, and
 * whatever is worth another try outweighs what is not.
 */
public enum Outcome {
    /** All done, or nothing left to do. */
    DONE,
    /** An answer was refused; it is kept, with the reason. */
    REFUSED,
    /** The exchange or the database refused the credentials. */
    CREDENTIALS,
    /** The configuration is missing something or is wrong. */
    CONFIGURATION,
    /** A defect of this program. */
    DEFECT,
    /** Not now: another run holds the account, or the rate limit is used up. */
    LATER,
    /** The exchange or the database is out of reach. */
    UNREACHABLE,
    /** Stopped by a signal, cleanly; the next run goes on. */
    STOPPED;

    /** Returns the heaviest, or {@link #DONE} if there is none. */
    public static Outcome worst(Collection<Outcome> outcomes) {
        return outcomes.stream().max(Comparator.naturalOrder()).orElse(DONE);
    }
}
