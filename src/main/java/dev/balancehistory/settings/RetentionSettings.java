package dev.balancehistory.settings;

import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;

/**
 * The retention of data that can expire: {@code recorder.retention.*}.
 *
 * @param bodies the retention of response bodies; null for permanent
 * @param jobMetadata the retention of runs; null for permanent
 */
public record RetentionSettings(
        @Nullable Duration bodies, @Nullable Duration jobMetadata) {
    private static final String KEEP = "keep";
    private static final Duration SHORTEST = Duration.ofDays(1);
    private static final Duration LONGEST = Duration.ofDays(36_500);

    static RetentionSettings of(RecorderSettings.Retention written) {
        return new RetentionSettings(
                duration("recorder.retention.bodies", written.bodies()),
                duration("recorder.retention.job-metadata", written.jobMetadata()));
    }

    private static @Nullable Duration duration(String property, String text) {
        if (text.strip().equals(KEEP)) {
            return null;
        }
        try {
            // A number without a unit would mean milliseconds, and everything would expire.
            Duration duration = DurationStyle.detectAndParse(text.strip(), ChronoUnit.FOREVER);
            if (duration.compareTo(SHORTEST) >= 0 && duration.compareTo(LONGEST) <= 0) {
                return duration;
            }
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw wrong(property);
        }
        throw wrong(property);
    }

    private static Problem wrong(String property) {
        return new Problem(
                Outcome.CONFIGURATION,
                property + " must be a time from 1d to 36500d with its unit, such as 90d, or " + KEEP);
    }
}
