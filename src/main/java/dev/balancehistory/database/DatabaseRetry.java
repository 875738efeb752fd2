package dev.balancehistory.database;

import java.time.Duration;
import org.springframework.core.retry.RetryOperations;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;

/**
 * Other tries, each a transaction and, where the one before lost its connection, on a new one. What is tried has to look
 * what became of the try before: its end may be all that was lost.
 */
public final class DatabaseRetry {
    /** For what would be lost. */
    public static final RetryOperations PATIENT = new RetryTemplate(tries().build());

    /** For what the next run can do as well: a server that hangs has taken the time for another try already. */
    public static final RetryOperations BRIEF =
            new RetryTemplate(tries().timeout(Duration.ofSeconds(5)).build());

    private DatabaseRetry() {}

    private static RetryPolicy.Builder tries() {
        return RetryPolicy.builder()
                .maxRetries(3)
                .delay(Duration.ofMillis(200))
                .multiplier(2)
                .predicate(DatabaseProblem::isPassing);
    }
}
