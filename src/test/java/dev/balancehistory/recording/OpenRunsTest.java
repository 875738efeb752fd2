package dev.balancehistory.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class OpenRunsTest {
    @Test
    @Tag("O3")
    void theLockOfAFrozenRunEndsSoonAfterTheLongestRun() {
        Duration deadline = Duration.ofMinutes(1);

        assertThat(OpenRuns.longest(deadline)).isGreaterThan(deadline).isLessThanOrEqualTo(deadline.plusMinutes(1));
    }
}
