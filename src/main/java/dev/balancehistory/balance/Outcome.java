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
    /** It was asked for something that can't be. */
    USAGE,
    /** An answer was refused; it is kept, with the reason. */
    REFUSED,
    /** The exchange or the database refused the credentials. */
    CREDENTIALS,
    /** The configuration is missing something or is wrong. */
    CONFIGURATION,
    /** The output's file can't be had; nothing was written. */
    CANNOT_CREATE,
    /** A defect of this program. */
    DEFECT,
    /** Whoever read the output has gone. */
    READER_GONE,
    /** Not now: another run holds the account, or the rate limit is used up. */
    LATER,
    /** The output's file broke off; nothing is left under its name. */
    CANNOT_WRITE,
    /** The exchange or the database is out of reach. */
    UNREACHABLE,
    /** Stopped by a signal, cleanly; the next run goes on. */
    STOPPED;

    /** Returns the heaviest, or {@link #DONE} if there is none. */
    public static Outcome worst(Collection<Outcome> outcomes) {
        return outcomes.stream().max(Comparator.naturalOrder()).orElse(DONE);
    }
}
