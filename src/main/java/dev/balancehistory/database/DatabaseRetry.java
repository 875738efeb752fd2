package dev.balancehistory.database;

import java.time.Duration;
import java.util.function.Predicate;
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

    /** For a check that connects anew: the server may not have ended the connection that was closed just now. */
    public static final RetryOperations CONNECT = brief(DatabaseProblem::isOutOfConnections);

    private DatabaseRetry() {}

    /**
     * Returns brief retries after these exceptions alone, unless they report that no connection was available: the pool
     * has tried that for long enough.
     */
    public static RetryOperations brief(Predicate<Throwable> only) {
        return new RetryTemplate(tries().predicate(
                        only.and(DatabaseProblem::isPassing).and(e -> !DatabaseProblem.isWithoutConnection(e)))
                .timeout(Duration.ofSeconds(5))
                .build());
    }

    private static RetryPolicy.Builder tries() {
        return RetryPolicy.builder()
                .maxRetries(3)
                .delay(Duration.ofMillis(200))
                .multiplier(2)
                .predicate(DatabaseProblem::isPassing);
    }
}
