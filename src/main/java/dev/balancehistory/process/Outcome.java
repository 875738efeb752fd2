package dev.balancehistory.process;

import java.util.Collection;
import java.util.Comparator;

/** The result of a run or of one account in it, in order of severity. Those that are worth a retry come last. */
public enum Outcome {
    /** All done, or nothing left to do. */
    DONE(0),
    /** The command line is rejected. */
    USAGE(64),
    /** A response was rejected; it is archived with the reason. */
    DATA_ERROR(65),
    /** The exchange or the database rejected the credentials. */
    CREDENTIALS(77),
    /** The configuration is incomplete or wrong. */
    CONFIGURATION(78),
    /** The output file can't be created. */
    CANNOT_CREATE(73),
    /** A bug in this program. */
    BUG(70),
    /** Broken pipe: the reader closed the output. The shell's code for SIGPIPE. */
    BROKEN_PIPE(141),
    /** Temporary failure: another run holds the account, or the rate limit is exhausted. */
    TEMPORARY_FAILURE(75),
    /** The output can't be written; no part of a file is left. */
    CANNOT_WRITE(74),
    /** The exchange or the database is out of reach. */
    UNREACHABLE(69),
    /** Graceful shutdown after a signal; the next run continues. */
    STOPPED(143);

    private final int exitCode;

    Outcome(int exitCode) {
        this.exitCode = exitCode;
    }

    /** Returns the exit code of the process, from sysexits.h where it defines one. */
    public int exitCode() {
        return exitCode;
    }

    /** Returns the worst of the outcomes, or {@link #DONE} without an outcome. */
    public static Outcome worst(Collection<Outcome> outcomes) {
        return outcomes.stream().max(Comparator.naturalOrder()).orElse(DONE);
    }
}
