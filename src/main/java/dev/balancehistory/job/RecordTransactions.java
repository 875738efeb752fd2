package dev.balancehistory.job;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.retry.RetryOperations;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The transactions of the record: one that loses its connection is tried again, unless it is a part of the caller's. */
final class RecordTransactions {
    private final TransactionOperations transaction;
    private final RetryOperations retry;

    RecordTransactions(TransactionOperations transaction, RetryOperations retry) {
        this.transaction = transaction;
        this.retry = retry;
    }

    /**
     * Does it in one transaction.
     *
     * @param action hears whether it was tried before: of that try's end only the word may have been lost
     */
    <T extends @Nullable Object> T run(Function<Boolean, T> action) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            return action.apply(false);
        }
        AtomicBoolean again = new AtomicBoolean();
        return retry.invoke(() -> {
            boolean tried = again.getAndSet(true);
            return once(() -> action.apply(tried));
        });
    }

    /** Does it in one transaction, and only once. */
    <T extends @Nullable Object> T once(Supplier<T> action) {
        return transaction.execute(status -> action.get());
    }
}
