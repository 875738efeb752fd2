package dev.balancehistory.doctor;

import dev.balancehistory.exchange.BaseUrl;
import dev.balancehistory.process.HttpCall;
import dev.balancehistory.process.Problem;
import dev.balancehistory.settings.MetricsTargets;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Checks that the metrics of a run can reach their targets. A mistake is a warning, since it costs no snapshot. */
final class MetricsExamination {
    private static final String SUBJECT = "metrics";
    private static final Duration LONGEST = Duration.ofSeconds(3);

    private MetricsExamination() {}

    /**
     * Examines the targets.
     *
     * @param targets returns the targets, or fails if they are malformed
     */
    static Finding of(Supplier<MetricsTargets> targets) {
        try {
            MetricsTargets configured = targets.get();
            if (configured.none()) {
                return Finding.ok(SUBJECT, "none");
            }
            String flaw = configured.file() == null ? null : flaw(configured.file());
            URI group = configured.group();
            if (flaw == null && group != null) {
                flaw = flaw(group);
            }
            if (flaw != null) {
                return Finding.warn(SUBJECT, flaw, "correct recorder.metrics; until then no metrics are published");
            }
            return group == null || BaseUrl.isProtected(group)
                    ? Finding.ok(SUBJECT, "the targets are within reach")
                    : Finding.warn(
                            SUBJECT,
                            group.getAuthority() + " is within reach without encryption",
                            "use https, unless you trust the network");
        } catch (Problem e) {
            return Finding.warn(SUBJECT, String.valueOf(e.getMessage()), "no metrics are published");
        }
    }

    private static @Nullable String flaw(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            return "there is no folder " + folder;
        }
        return Files.isWritable(folder) ? null : "this user can't write into the folder " + folder;
    }

    /** Sends a request that changes nothing. */
    private static @Nullable String flaw(URI group) {
        try {
            int status = HttpCall.send("GET", group.resolve("/-/ready"), "text/plain", "", LONGEST);
            return status < 500 ? null : group.getAuthority() + " responds with HTTP " + status;
        } catch (IOException e) {
            return group.getAuthority() + " is out of reach: " + e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return group.getAuthority() + " was not reached";
        }
    }
}
