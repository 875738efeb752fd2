package dev.balancehistory.process;

import java.util.Collection;
import java.util.Comparator;

/**
 * How a run, or one account in it, ended. In order of weight: a run with several accounts ends as its heaviest, and
 * whatever is worth another try outweighs what is not.
 */
public enum Outcome {
    /** All done, or nothing left to do. */
    DONE(0),
    /** It was asked for something that can't be. */
    USAGE(64),
    /** An answer was refused; it is kept, with the reason. */
    DATA_ERROR(65),
    /** The exchange or the database refused the credentials. */
    CREDENTIALS(77),
    /** The configuration is missing something or is wrong. */
    CONFIGURATION(78),
    /** The output's file can't be had; nothing was written. */
    CANNOT_CREATE(73),
    /** A defect of this program. */
    BUG(70),
    /** Whoever read the output has gone: what a shell makes of SIGPIPE. */
    BROKEN_PIPE(141),
    /** Not now: another run holds the account, or the rate limit is used up. */
    TEMPORARY_FAILURE(75),
    /** The output's file broke off; nothing is left under its name. */
    CANNOT_WRITE(74),
    /** The exchange or the database is out of reach. */
    UNREACHABLE(69),
    /** Stopped by a signal, cleanly; the next run goes on. */
    STOPPED(143);

    private final int exitCode;

    Outcome(int exitCode) {
        this.exitCode = exitCode;
    }

    /** Returns the exit code of a process that ends so, which is that of sysexits.h where it has one. */
    public int exitCode() {
        return exitCode;
    }

    /** Returns the heaviest, or {@link #DONE} if there is none. */
    public static Outcome worst(Collection<Outcome> outcomes) {
        return outcomes.stream().max(Comparator.naturalOrder()).orElse(DONE);
    }
}
