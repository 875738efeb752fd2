package dev.balancehistory.process;

import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;

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
            throw causes(e)
                    .filter(Problem.class::isInstance)
                    .map(RuntimeException.class::cast)
                    .findFirst()
                    .orElse(e);
        }
    }

    /** Returns an exception and its causes, the root cause last. */
    public static Stream<Throwable> causes(Throwable e) {
        return Stream.iterate(e, Objects::nonNull, Throwable::getCause);
    }

    /** Returns the outcome of a run with this problem. */
    public Outcome outcome() {
        return outcome;
    }
}
