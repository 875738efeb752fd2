package dev.balancehistory.status;

import dev.balancehistory.archive.AccountStatus;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Prints the interval at which snapshots of an account are expected, and its source. */
final class ExpectedInterval {
    private static final Map<Duration, String> UNITS = new LinkedHashMap<>();

    static {
        UNITS.put(Duration.ofDays(1), "d");
        UNITS.put(Duration.ofHours(1), "h");
        UNITS.put(Duration.ofMinutes(1), "m");
        UNITS.put(Duration.ofSeconds(1), "s");
    }

    private ExpectedInterval() {}

    /**
     * @param source the setting that it is from; null if it is not set here, so that an earlier run has stored it
     */
    static String of(AccountStatus account, @Nullable String source) {
        Duration interval = account.expectedInterval();
        if (interval == null) {
            return "?";
        }
        String known = source == null ? "of the last run" : source;
        return text(interval) + " (" + (account.guessed() ? "guessed" : known) + ")";
    }

    /**
     * Returns what to do about an interval that is not set; empty if it is, or the account does not count.
     *
     * @param source the setting that it is from; null if it is not set here
     */
    static Optional<String> hint(AccountStatus account, @Nullable String source) {
        Duration interval = account.expectedInterval();
        boolean isSet = source != null || (interval != null && !account.guessed());
        if (isSet || !account.counts()) {
            return Optional.empty();
        }
        String name = account.account();
        String known = interval == null
                ? "its interval is not known yet"
                : "its interval is guessed from the distances of its snapshots";
        return Optional.of(name + ": " + known + ": set recorder.accounts." + name + ".interval, such as 5m");
    }

    /** Returns the duration in the largest unit that it is a multiple of, with seconds rounded. */
    private static String text(Duration interval) {
        Duration rounded = Duration.ofSeconds(interval.plusMillis(500).toSeconds());
        if (rounded.isZero()) {
            return interval.toMillis() + "ms";
        }
        return UNITS.entrySet().stream()
                .filter(unit -> rounded.toSeconds() % unit.getKey().toSeconds() == 0)
                .findFirst()
                .map(unit -> rounded.dividedBy(unit.getKey()) + unit.getValue())
                .orElseThrow();
    }
}
