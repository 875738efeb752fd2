package dev.balancehistory.process;

import java.util.function.Supplier;

/** A failure that the user can fix. The message is one line: what happened, where, and what to do. */
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Outcome outcome;

    public Problem(Outcome outcome, String message) {
        super(message);
        this.outcome = outcome;
    }

    public Problem(Outcome outcome, String message, Throwable cause) {
        super(message, cause);
        this.outcome = outcome;
    }

    /**
     * Returns the supplier's result.
     *
     * @throws Problem if the supplier throws one, or an exception that is caused by one
     */
    public static <T> T in(Supplier<T> supplier) {
        try {
            return supplier.get();
        } catch (RuntimeException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof Problem problem) {
                    throw problem;
                }
            }
            throw e;
        }
    }

    /** Returns the outcome of a run with this problem. */
    public Outcome outcome() {
        return outcome;
    }
}
