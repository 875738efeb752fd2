package dev.balancehistory.process;

import java.util.function.Supplier;

/** Something went wrong that a person can understand and mend: one line saying what, where and what to do. */
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
     * Returns what the supplier does.
     *
     * @throws Problem if it fails with one, or with an exception that has one behind it
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

    /** Returns how a run ends with it. */
    public Outcome outcome() {
        return outcome;
    }
}
