package dev.balancehistory.settings;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;

/** Reads times of the command line. */
public final class Times {
    private static final int MONTH = "2026-01".length();
    private static final int DATE = "2026-01-31".length();

    private Times() {}

    /**
     * Reads a month, a date, a local time or an instant. A month and a date are their first instant in the zone. A
     * local time has a {@code T} or a blank before the hour, and 24:00 is the end of its day. An instant has an offset.
     *
     * @throws IllegalArgumentException if the text is malformed, or a local time that clocks skip or show twice
     */
    public static Instant read(String text, ZoneId zone) {
        try {
            // Java writes other years in a way that PostgreSQL does not read.
            if (!text.matches("(?!0000)[0-9]{4}-.*")) {
                throw new DateTimeException("not a year of four digits");
            }
            if (text.length() <= MONTH) {
                return start(YearMonth.parse(text).atDay(1), zone);
            }
            if (text.length() <= DATE) {
                return start(LocalDate.parse(text), zone);
            }
            String time = text.replaceFirst("^(.{10}) ", "$1T");
            if (time.matches(".{10}T24:00(:00)?")) {
                return start(LocalDate.parse(time.substring(0, DATE)).plusDays(1), zone);
            }
            TemporalAccessor parsed =
                    DateTimeFormatter.ISO_DATE_TIME.parseBest(time, OffsetDateTime::from, LocalDateTime::from);
            return parsed instanceof OffsetDateTime instant
                    ? instant.toInstant()
                    : instant(LocalDateTime.from(parsed), zone);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("'" + text + "' is not a time such as 2026-01, 2026-01-31,"
                    + " 2026-01-31T12:00 or 2026-01-31T12:00:00Z");
        }
    }

    private static Instant start(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant();
    }

    private static Instant instant(LocalDateTime time, ZoneId zone) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(time);
        if (offsets.isEmpty()) {
            ZoneOffsetTransition change = zone.getRules().getTransition(time);
            throw new IllegalArgumentException("'" + time + "' does not exist in " + zone + ": clocks are set from "
                    + change.getDateTimeBefore() + " to " + change.getDateTimeAfter());
        }
        if (offsets.size() > 1) {
            throw new IllegalArgumentException("'" + time + "' occurs twice in " + zone + ": use " + time
                    + offsets.get(0) + " or " + time + offsets.get(1));
        }
        return time.toInstant(offsets.get(0));
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
