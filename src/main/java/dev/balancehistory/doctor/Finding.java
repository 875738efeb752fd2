package dev.balancehistory.doctor;

import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import org.jspecify.annotations.Nullable;

/**
 * What one check found.
 *
 * @param subject what was looked at
 * @param detail what it is like; never a key or a secret
 * @param advice what to do about it; null if nothing, or if the detail says it
 * @param outcome how the whole examination ends with it, at least; done unless the level is {@link Level#FAIL}
 */
record Finding(
        Level level,
        String subject,
        String detail,
        @Nullable String advice,
        Outcome outcome) {
    /** How bad it is. */
    public enum Level {
        /** As it should be. */
        OK,
        /** Nothing fails for it, yet. */
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
