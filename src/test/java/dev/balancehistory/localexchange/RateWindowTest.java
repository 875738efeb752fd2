package dev.balancehistory.localexchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateWindowTest {

    private final TestClock clock = new TestClock();
    private final RateWindow window = new RateWindow();

    @Test
    void theWindowAdmitsSixtyRequestsAMinute() {
        for (int i = 0; i < 60; i++) {
            assertThat(window.admit(clock.instant())).isTrue();
            clock.move(Duration.ofMillis(500));
        }
        assertThat(window.admit(clock.instant())).isFalse();
        clock.move(Duration.ofMillis(29_999));
        assertThat(window.admit(clock.instant())).isFalse();
        clock.move(Duration.ofMillis(1));
        assertThat(window.admit(clock.instant())).isTrue();
        assertThat(window.admit(clock.instant())).isFalse();
    }

    @Test
    void rejectedRequestsDoNotDelayTheNextAdmission() {
        for (int i = 0; i < 3; i++) {
            window.admit(clock.instant());
        }
        for (int i = 0; i < 9; i++) {
            clock.move(Duration.ofMillis(111));
            assertThat(window.admit(clock.instant())).isFalse();
        }
        clock.move(Duration.ofMillis(1));
        assertThat(window.admit(clock.instant())).isTrue();
    }

    @Test
    void aClockSetBackBlocksNoClient() {
        for (int i = 0; i < 3; i++) {
            window.admit(clock.instant());
        }
        clock.move(Duration.ofDays(-1));
        assertThat(window.admit(clock.instant())).isTrue();
    }
}
