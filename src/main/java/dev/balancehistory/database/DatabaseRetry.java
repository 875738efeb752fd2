package dev.balancehistory.database;

import java.time.Duration;
import org.springframework.core.retry.RetryOperations;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;

/**
 * Retries of a transaction, on a new connection if the previous one was lost. A retry has to look up the result of the
 * previous try, since only its acknowledgement may have been lost.
 */
public final class DatabaseRetry {
    /** For data that would be lost. */
    public static final RetryOperations PATIENT = new RetryTemplate(tries().build());

    /** For work that the next run can repeat. A server that hangs has used the time for another try already. */
    public static final RetryOperations BRIEF =
            new RetryTemplate(tries().timeout(Duration.ofSeconds(5)).build());

    private DatabaseRetry() {}

    /** Returns the brief retries after an exception of this type alone. */
    public static RetryOperations brief(Class<? extends RuntimeException> only) {
        return new RetryTemplate(
                tries().includes(only).timeout(Duration.ofSeconds(5)).build());
    }

    private static RetryPolicy.Builder tries() {
        return RetryPolicy.builder()
                .maxRetries(3)
                .delay(Duration.ofMillis(200))
                .multiplier(2)
                .predicate(DatabaseProblem::isPassing);
    }
}
