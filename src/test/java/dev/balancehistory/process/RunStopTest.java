package dev.balancehistory.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Whoever is told to stop does, and nobody waits for it longer than was said. */
class RunStopTest {
    private final RunStop stop = new RunStop();
    private final Deadline deadline = new Deadline(Duration.ofDays(1));

    @Test
    void whatBeginsAfterwardsIsStoppedToo() throws InterruptedException {
        assertThat(stop.stop(Duration.ZERO)).isTrue();

        stop.running(deadline).close();

        assertThat(deadline.stopped()).isTrue();
    }

    @Test
    void oneThatGoesOnIsNotWaitedForLonger() throws InterruptedException {
        RunStop.Running running = stop.running(deadline);

        assertThat(stop.stop(Duration.ofMillis(1))).isFalse();
        assertThat(deadline.stopped()).isTrue();
        running.close();
        assertThat(stop.stop(Duration.ZERO)).isTrue();
    }
}
