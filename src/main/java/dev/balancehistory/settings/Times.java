package dev.balancehistory.settings;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;

/** Reads times of the command line. */
public final class Times {
    private Times() {}

    /**
     * Reads a date, which is its first instant in the zone, or an instant.
     *
     * @throws IllegalArgumentException if it is neither
     */
    public static Instant read(String text, ZoneId zone) {
        try {
            // Java writes other years in a way that PostgreSQL does not read.
            if (!text.matches("(?!0000)[0-9]{4}-.*")) {
                throw new DateTimeException("not a year of four digits");
            }
            return text.length() <= 10
                    ? LocalDate.parse(text).atStartOfDay(zone).toInstant()
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is neither a date such as 2026-01-31 nor an instant such as 2026-01-31T00:00:00Z");
        }
    }

    /**
     * Reads a time zone.
     *
     * @throws IllegalArgumentException if it is malformed
     */
    public static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("'" + text + "' is not a time zone such as Europe/Berlin");
        }
    }
}
