package dev.balancehistory.settings;

import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;

/** Reads settings that are the age from which something is done to the history. */
final class Ages {
    private static final Duration SHORTEST = Duration.ofDays(1);
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private Ages() {}

    /**
     * Returns the age; null if it is never done.
     *
     * @param never the text that means never
     * @throws Problem if the text is malformed
     */
    static @Nullable Duration read(String property, String text, String never) {
        if (text.strip().equals(never)) {
            return null;
        }
        try {
            // A number without a unit would mean milliseconds.
            Duration duration = DurationStyle.detectAndParse(text.strip(), ChronoUnit.FOREVER);
            if (duration.compareTo(SHORTEST) >= 0 && duration.compareTo(LONGEST) <= 0) {
                return duration;
            }
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw wrong(property, never);
        }
        throw wrong(property, never);
    }

    private static Problem wrong(String property, String never) {
        return new Problem(
                Outcome.CONFIGURATION,
                property + " must be a time from 1d to 36500d with its unit, such as 90d, or " + never);
    }
}
