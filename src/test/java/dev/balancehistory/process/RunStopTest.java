package dev.balancehistory.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A stop reaches each run, and the wait for it has a limit. */
class RunStopTest {
    private final RunStop stop = new RunStop();
    private final Deadline deadline = new Deadline(Duration.ofDays(1));

    @Test
    void aRunThatStartsAfterwardsIsStopped() throws InterruptedException {
        assertThat(stop.stop(Duration.ZERO)).isTrue();

        stop.running(deadline).close();

        assertThat(deadline.stopped()).isTrue();
    }

    @Test
    void theWaitForARunThatContinuesHasALimit() throws InterruptedException {
        RunStop.Running running = stop.running(deadline);

        assertThat(stop.stop(Duration.ofMillis(1))).isFalse();
        assertThat(deadline.stopped()).isTrue();
        running.close();
        assertThat(stop.stop(Duration.ZERO)).isTrue();
    }
}
