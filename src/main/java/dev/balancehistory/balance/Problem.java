package dev.balancehistory.balance;

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

    /** Returns how a run ends with it. */
    public Outcome outcome() {
        return outcome;
    }
}
