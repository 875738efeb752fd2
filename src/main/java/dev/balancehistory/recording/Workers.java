package dev.balancehistory.recording;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Fetches several accounts at once. */
final class Workers {
    private Workers() {}

    /**
     * Calls the task for each account, and returns after the last one. The task must not throw.
     *
     * @param concurrency the number of accounts at once
     */
    static <T> void each(List<T> accounts, int concurrency, Consumer<T> task) {
        if (accounts.size() <= 1) {
            accounts.forEach(task);
            return;
        }
        ExecutorService workers = Executors.newFixedThreadPool(Math.min(concurrency, accounts.size()));
        accounts.forEach(account -> workers.execute(() -> task.accept(account)));
        workers.shutdown();
        try {
            workers.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while fetching", e);
        }
    }
}
