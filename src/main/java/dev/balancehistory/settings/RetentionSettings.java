package dev.balancehistory.settings;

import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.env.Environment;

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

    /**
     * Reads the settings of the environment.
     *
     * @throws Problem if one of them is malformed
     */
    public static RetentionSettings of(Environment environment) {
        return new RetentionSettings(
                duration(environment, "recorder.retention.bodies", KEEP),
                duration(environment, "recorder.retention.job-metadata", "90d"));
    }

    private static @Nullable Duration duration(Environment environment, String property, String otherwise) {
        String text = environment.getProperty(property, "").strip();
        if (text.isEmpty()) {
            text = otherwise;
        }
        if (text.equals(KEEP)) {
            return null;
        }
        try {
            // A number without a unit would mean milliseconds, and everything would expire.
            if (!text.matches("[0-9]+")) {
                Duration duration = DurationStyle.detectAndParse(text, ChronoUnit.DAYS);
                if (duration.compareTo(SHORTEST) >= 0 && duration.compareTo(LONGEST) <= 0) {
                    return duration;
                }
            }
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw wrong(property, e);
        }
        throw wrong(property, null);
    }

    private static Problem wrong(String property, @Nullable Exception cause) {
        String message = property + " must be a time from 1d to 36500d with its unit, such as 90d, or " + KEEP;
        return cause == null
                ? new Problem(Outcome.CONFIGURATION, message)
                : new Problem(Outcome.CONFIGURATION, message, cause);
    }
}
