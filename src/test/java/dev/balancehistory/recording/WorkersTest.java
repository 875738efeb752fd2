package dev.balancehistory.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several accounts at once. */
class WorkersTest {
    private static final int MINUTES = 2;

    private final Queue<String> stored = new ConcurrentLinkedQueue<>();

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void asManyFetchesAsAllowedAreAtWork(int concurrency) {
        List<Integer> accounts = IntStream.range(0, 4 * concurrency).boxed().toList();
        AtomicInteger fetching = new AtomicInteger();
        Queue<Integer> atOnce = new ConcurrentLinkedQueue<>();
        CyclicBarrier all = new CyclicBarrier(concurrency);

        Workers.each(
                accounts,
                concurrency,
                account -> {
                    atOnce.add(fetching.incrementAndGet());
                    await(all);
                    fetching.decrementAndGet();
                    return "result " + account;
                },
                (account, result) -> stored.add(account + ": " + result));

        assertThat(atOnce).hasSize(accounts.size()).contains(concurrency).allMatch(number -> number <= concurrency);
        assertThat(stored)
                .containsExactlyInAnyOrderElementsOf(accounts.stream()
                        .map(account -> account + ": result " + account)
                        .toList());
    }

    @Test
    void theNextFetchBeginsWhileAResultIsStored() {
        CountDownLatch second = new CountDownLatch(1);

        Workers.each(
                List.of("first", "second"),
                1,
                account -> {
                    if (account.equals("second")) {
                        second.countDown();
                    }
                    return account;
                },
                (account, result) -> stored.add(account + (await(second) ? "" : ": the next fetch has not begun")));

        assertThat(stored).containsExactlyInAnyOrder("first", "second");
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(MINUTES, TimeUnit.MINUTES);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(MINUTES, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
