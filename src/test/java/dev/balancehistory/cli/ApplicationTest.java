package dev.balancehistory.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.support.Patience;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ApplicationTest {
    private static final int AT_ONCE = 4;
    private static final int TIMES = 15;

    /** Logback can't be set up twice at the same time, and a start replaces standard error. */
    @Test
    void severalStartInOneProcess() throws Exception {
        PrintStream standardError = System.err;
        CyclicBarrier together = new CyclicBarrier(AT_ONCE);
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<Integer>> codes = new ArrayList<>();
            for (int i = 0; i < AT_ONCE * TIMES; i++) {
                codes.add(threads.submit(() -> {
                    together.await(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
                    return new Application(ApplicationTest.class)
                            .with(List.of("--spring.config.location=classpath:/"), context -> 0);
                }));
            }
            for (Future<Integer> code : codes) {
                assertThat(code.get()).isZero();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(System.err).isSameAs(standardError);
    }
}
