package dev.balancehistory.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.balancehistory.exchange.VirtualTime;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class DeadlineTest {
    private final VirtualTime time = new VirtualTime();

    @Test
    void aDeadlineIsOverOnceItsTimeHasPassed() {
        Deadline deadline = time.deadline(Duration.ofSeconds(2));
        assertThat(deadline.left()).isEqualTo(Duration.ofSeconds(2));
        time.pass(Duration.ofMillis(1_999));
        assertThat(deadline.over()).isFalse();
        time.pass(Duration.ofMillis(1));
        assertThat(deadline.over()).isTrue();
        assertThat(deadline.left()).isZero();
        time.pass(Duration.ofMillis(1));
        assertThat(deadline.left()).isNegative();
    }

    @Test
    void onlyAWaitThatFitsIsMade() {
        Deadline deadline = time.deadline(Duration.ofSeconds(2));
        assertThat(deadline.pause(Duration.ofSeconds(2))).isFalse();
        assertThat(deadline.pause(Duration.ofDays(1))).isFalse();
        assertThat(deadline.pause(Duration.ofMillis(1_999))).isTrue();
        assertThat(deadline.pause(Duration.ofMillis(1))).isFalse();
        assertThat(time.waits()).containsExactly(Duration.ofMillis(1_999));
    }

    @Test
    void aStoppedDeadlineIsOverAndDoesNotWait() {
        Deadline deadline = time.deadline(Duration.ofSeconds(2));
        deadline.stop();
        assertThat(deadline.stopped()).isTrue();
        assertThat(deadline.over()).isTrue();
        assertThat(deadline.pause(Duration.ZERO)).isFalse();
        assertThat(time.waits()).isEmpty();
    }

    @Test
    void stopEndsACurrentWait() throws Exception {
        WaitedFor deadline = new WaitedFor();
        CompletableFuture<Boolean> pause = CompletableFuture.supplyAsync(() -> deadline.pause(Duration.ofMinutes(30)));
        deadline.waiting.await();
        deadline.stop();
        assertThat(pause.get()).isFalse();
    }

    @Test
    void anInterruptEndsAWaitAndIsPreserved() {
        Deadline deadline = new Deadline(Duration.ofHours(1));
        Thread.currentThread().interrupt();
        assertThat(deadline.pause(Duration.ofMinutes(30))).isFalse();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(deadline.stopped()).isFalse();
    }

    @Test
    void aWaitEndsAfterItsTime() {
        assertThat(new Deadline(Duration.ofHours(1)).pause(Duration.ofMillis(1)))
                .isTrue();
    }

    /** Signals that a thread waits. */
    private static final class WaitedFor extends Deadline {
        private final CountDownLatch waiting = new CountDownLatch(1);

        WaitedFor() {
            super(Duration.ofHours(1));
        }

        @Override
        protected boolean await(Duration wait) {
            waiting.countDown();
            return super.await(wait);
        }
    }
}
