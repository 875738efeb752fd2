package dev.balancehistory.recording;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Fetches several accounts at once. */
final class Workers {
    /** The threads beside those that fetch. With more, a slow database lacks connections earlier. */
    private static final int STORING = 1;

    private Workers() {}

    /**
     * Fetches each account and stores the result, and returns after the last one. Neither must throw. The next fetch
     * begins while the result of another is stored.
     *
     * @param concurrency the number of fetches at once
     */
    static <T, R> void each(List<T> accounts, int concurrency, Function<T, R> fetch, BiConsumer<T, R> store) {
        if (accounts.size() <= 1) {
            accounts.forEach(account -> store.accept(account, fetch.apply(account)));
            return;
        }
        Semaphore fetches = new Semaphore(concurrency);
        ExecutorService workers = Executors.newFixedThreadPool(Math.min(concurrency + STORING, accounts.size()));
        accounts.forEach(account -> workers.execute(() -> {
            fetches.acquireUninterruptibly();
            R fetched;
            try {
                fetched = fetch.apply(account);
            } finally {
                fetches.release();
            }
            store.accept(account, fetched);
        }));
        workers.shutdown();
        try {
            workers.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while fetching", e);
        }
    }
}
