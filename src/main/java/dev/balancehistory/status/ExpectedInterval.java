package dev.balancehistory.status;

import dev.balancehistory.archive.AccountStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prints the interval at which snapshots of an account are expected, and its source. */
final class ExpectedInterval {
    private static final String SET = ". Set recorder.accounts.NAME.interval";
    private static final int MOST_NAMED = 5;
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
        String interval = text(account.expectedInterval());
        if (account.expectedInterval() == null) {
            return interval;
        }
        String known = source == null ? "of the last run" : source;
        return interval + " (" + (account.guessed() ? "guessed" : known) + ")";
    }

    /**
     * Returns what to do about intervals that are guessed or unknown, a line each.
     *
     * @param accounts the accounts whose interval is not set here; those that do not count have no hint
     */
    static List<String> hints(List<AccountStatus> accounts) {
        List<AccountStatus> counting =
                accounts.stream().filter(AccountStatus::counts).toList();
        List<String> guessed = counting.stream()
                .filter(account -> account.expectedInterval() != null && account.guessed())
                .map(account -> account.account() + " " + text(account.expectedInterval()))
                .toList();
        List<String> unknown = counting.stream()
                .filter(account -> account.expectedInterval() == null)
                .map(AccountStatus::account)
                .toList();
        List<String> hints = new ArrayList<>();
        if (!guessed.isEmpty()) {
            hints.add("interval guessed from the distances of the snapshots: " + first(guessed) + SET);
        }
        if (!unknown.isEmpty()) {
            hints.add("interval not known yet: " + first(unknown) + SET);
        }
        return hints;
    }

    /** Returns the first of them, and the number of the others. */
    private static String first(List<String> accounts) {
        int more = accounts.size() - MOST_NAMED;
        return String.join(", ", accounts.subList(0, Math.min(accounts.size(), MOST_NAMED)))
                + (more > 0 ? ", and " + more + " more" : "");
    }

    /** Returns the duration in the largest unit that it is a multiple of, with seconds rounded. */
    private static String text(@Nullable Duration interval) {
        if (interval == null) {
            return "?";
        }
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
