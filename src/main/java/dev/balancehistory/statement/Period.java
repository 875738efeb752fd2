package dev.balancehistory.statement;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A month, a quarter or a year.
 *
 * @param code the period as on the command line, such as {@code 2026-10}, {@code 2026-Q4} or {@code 2026}
 * @param first its first day
 * @param next the first day after it
 */
record Period(String code, Unit unit, LocalDate first, LocalDate next) {
    private static final Pattern CODE = Pattern.compile("(?!0000)([0-9]{4})(?:-(0[1-9]|1[0-2])|-Q([1-4]))?");

    private static final DateTimeFormatter QUARTER = DateTimeFormatter.ofPattern("uuuu-'Q'Q", Locale.ROOT);

    /** The length of a period. */
    enum Unit {
        MONTH(1),
        QUARTER(3),
        YEAR(12);

        private final int months;

        Unit(int months) {
            this.months = months;
        }
    }

    /**
     * Reads a period.
     *
     * @param today the date that {@code last-month}, {@code last-quarter} and {@code last-year} refer to
     * @throws IllegalArgumentException if it is malformed
     */
    static Period of(String text, LocalDate today) {
        return switch (text) {
            case "last-month" -> of(YearMonth.from(today).minusMonths(1).toString());
            case "last-quarter" -> of(QUARTER.format(today.minusMonths(3)));
            case "last-year" -> of(Year.from(today).minusYears(1).toString());
            default -> of(text);
        };
    }

    private static Period of(String code) {
        Matcher parts = CODE.matcher(code);
        if (!parts.matches()) {
            throw new IllegalArgumentException("'" + code + "' is not a month such as 2026-10, a quarter such as"
                    + " 2026-Q4, a year such as 2026, last-month, last-quarter or last-year");
        }
        Unit unit = parts.group(2) != null ? Unit.MONTH : parts.group(3) != null ? Unit.QUARTER : Unit.YEAR;
        int month = switch (unit) {
            case MONTH -> Integer.parseInt(parts.group(2));
            case QUARTER -> 3 * Integer.parseInt(parts.group(3)) - 2;
            case YEAR -> 1;
        };
        YearMonth start = YearMonth.of(Integer.parseInt(parts.group(1)), month);
        return new Period(
                code, unit, start.atDay(1), start.plusMonths(unit.months).atDay(1));
    }

    /** Returns the first instant. */
    Instant from(ZoneId zone) {
        return first.atStartOfDay(zone).toInstant();
    }

    /** Returns the first instant after it. */
    Instant to(ZoneId zone) {
        return next.atStartOfDay(zone).toInstant();
    }
}
