package dev.balancehistory.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A graceful shutdown ends before the process is killed. */
class ShutdownHookTest {
    /** Of Kubernetes, and of the units in deploy/systemd: KubernetesTest and HostTest hold them to be longer. */
    private static final Duration LEFT = Duration.ofSeconds(25);

    @Test
    @Tag("K3")
    void runsAreStoppedBeforeTheProcessIsKilled() {
        List<Duration> graces = new ArrayList<>();
        ShutdownHook end = ShutdownHook.onSignal(grace -> {
            graces.add(grace);
            return false;
        });
        try (end) {
            end.hook.run();
        }

        assertThat(graces)
                .singleElement()
                .satisfies(grace -> assertThat(grace).isPositive().isLessThanOrEqualTo(LEFT));
    }
}
