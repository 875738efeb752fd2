package dev.balancehistory.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.retry.RetryOperations;

/** Temporary failures are retried a limited number of times. */
class DatabaseRetryTest {
    @ParameterizedTest
    @Tag("D6")
    @CsvSource({"UNREACHABLE, 4", "TEMPORARY_FAILURE, 4", "BUG, 1", "CREDENTIALS, 1", "CONFIGURATION, 1"})
    void onlyATemporaryFailureIsRetriedAFewTimes(Outcome outcome, int tries) {
        for (RetryOperations retry : new RetryOperations[] {DatabaseRetry.PATIENT, DatabaseRetry.BRIEF}) {
            AtomicInteger tried = new AtomicInteger();

            Throwable failure = catchThrowable(() -> retry.invoke(() -> {
                tried.incrementAndGet();
                throw new Problem(outcome, "no");
            }));

            assertThat(tried).hasValue(tries);
            assertThat(failure).hasMessage("no");
        }
    }

    @Test
    @Tag("D6")
    void theStartOfARunIsRetriedUnlessThePoolHasWaitedAlready() {
        Throwable broken = new IllegalStateException(new SQLException("the server ends the connection", "57P01"));
        Throwable without = new IllegalStateException(new SQLTransientConnectionException("not available"));

        assertThat(triesOfTheStart(broken)).isEqualTo(4);
        assertThat(triesOfTheStart(without)).isEqualTo(1);
        assertThat(triesOfTheStart(new Problem(Outcome.UNREACHABLE, "another failure")))
                .isEqualTo(1);
    }

    private static int triesOfTheStart(Throwable failure) {
        AtomicInteger tried = new AtomicInteger();
        Throwable thrown = catchThrowable(() -> DatabaseRetry.brief(IllegalStateException.class::isInstance)
                .invoke(() -> {
                    tried.incrementAndGet();
                    throw (RuntimeException) failure;
                }));
        assertThat(thrown).isSameAs(failure);
        return tried.get();
    }
}
