package dev.balancehistory.doctor;

import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import org.jspecify.annotations.Nullable;

/**
 * The result of one check.
 *
 * @param subject the checked object
 * @param detail its state; never a key or a secret
 * @param advice the suggested fix; null if there is nothing to fix, or the detail contains it
 * @param outcome the outcome of the command with this finding; done unless the level is {@link Level#FAIL}
 */
record Finding(
        Level level,
        String subject,
        String detail,
        @Nullable String advice,
        Outcome outcome) {
    /** The severity. */
    public enum Level {
        /** Correct. */
        OK,
        /** To be improved, without a failure so far. */
        WARN,
        /** Something does not work. */
        FAIL
    }

    static Finding ok(String subject, String detail) {
        return new Finding(Level.OK, subject, detail, null, Outcome.DONE);
    }

    static Finding warn(String subject, String detail, String advice) {
        return new Finding(Level.WARN, subject, detail, advice, Outcome.DONE);
    }

    static Finding fail(Outcome outcome, String subject, String detail, String advice) {
        return new Finding(Level.FAIL, subject, detail, advice, outcome);
    }

    static Finding fail(String subject, Problem problem) {
        return new Finding(Level.FAIL, subject, String.valueOf(problem.getMessage()), null, problem.outcome());
    }
}
