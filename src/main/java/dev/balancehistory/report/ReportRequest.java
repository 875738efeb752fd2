package dev.balancehistory.report;

import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The request of an export.
 *
 * @param from the range's start, inclusive; null for none
 * @param to the range's end, exclusive; null for none
 * @param at the instant of the report; null for now
 * @param accounts the names of the accounts; all if empty
 * @param currencies the codes of the currencies; all if empty
 */
record ReportRequest(
        Report report,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable Instant at,
        List<String> accounts,
        List<String> currencies,
        Period period,
        ZoneId zone,
        Dialect dialect) {

    /** The length of a period. */
    public enum Period {
        HOUR(Duration.ofHours(2)),
        DAY(Duration.ofDays(2)),
        WEEK(Duration.ofDays(8)),
        MONTH(Duration.ofDays(32)),
        YEAR(Duration.ofDays(367));

        private final Duration longest;

        Period(Duration longest) {
            this.longest = longest;
        }

        /** Returns a duration that no such period exceeds. */
        Duration longest() {
            return longest;
        }

        /** Returns its name for people and for SQL. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * @throws Problem if the range is empty
     */
    public ReportRequest {
        if (from != null && to != null && !from.isBefore(to)) {
            throw new Problem(
                    Outcome.USAGE,
                    "the range ends before it begins: --to, which is not included, must be later than --from");
        }
    }

    /** Returns the zone as the functions read it. */
    String zoneName() {
        return zone.getId().equals("Z") ? "UTC" : zone.getId();
    }

    /** Returns the date if it starts at that instant, else the local time, so that a user can repeat the option. */
    String written(Instant instant) {
        LocalDate day = instant.atZone(zone).toLocalDate();
        return day.atStartOfDay(zone).toInstant().equals(instant)
                ? day.toString()
                : instant.atZone(zone).toOffsetDateTime().toString();
    }

    /** Returns the request in one line for the log. */
    String summary() {
        StringBuilder summary = new StringBuilder(report.code());
        append(summary, "from", from);
        append(summary, "to", to);
        append(summary, "at", at);
        if (report.takes(ReportOption.PERIOD)) {
            append(summary, "period", period);
            append(summary, "zone", zone);
        }
        append(summary, "accounts", accounts.isEmpty() ? null : accounts.size());
        append(summary, "currencies", currencies.isEmpty() ? null : currencies.size());
        return summary.toString();
    }

    private static void append(StringBuilder summary, String name, @Nullable Object value) {
        if (value != null) {
            summary.append(' ').append(name).append('=').append(value);
        }
    }
}
