package dev.balancehistory.importing;

import dev.balancehistory.balance.Amount;
import dev.balancehistory.balance.Slot;
import dev.balancehistory.cli.DecimalSign;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The form of the amounts and times of an exported history, as the user states it. A comma may separate thousands or
 * decimals, and a local time may belong to any zone.
 *
 * @param zone the zone of the local times; null if the times are instants
 */
record CsvForm(DecimalSign decimal, @Nullable ZoneId zone) {
    /** The form without the options for spreadsheets. */
    public static final CsvForm PLAIN = new CsvForm(DecimalSign.POINT, null);

    // PostgreSQL has a smaller range than Java.
    private static final Instant FIRST_YEAR = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant YEAR_10000 = Instant.parse("+10000-01-01T00:00:00Z");

    private static final Pattern LOCAL_TIME = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}.*");
    private static final DateTimeFormatter LOCAL_MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);

    /** Precedes an amount that a spreadsheet would round. */
    private static final char MARK = '\'';

    /**
     * Reads an amount, with all digits.
     *
     * @throws IllegalArgumentException if it is malformed; the message begins with a verb
     */
    BigDecimal amount(String cell) {
        return Amount.read(number(cell));
    }

    /**
     * Reads the difference of two amounts, with all digits.
     *
     * @throws IllegalArgumentException if it is malformed; the message begins with a verb
     */
    BigDecimal difference(String cell) {
        return Amount.readDifference(number(cell));
    }

    /** Returns the number as JSON writes it, if it is one. */
    private String number(String cell) {
        String text = !cell.isEmpty() && cell.charAt(0) == MARK ? cell.substring(1) : cell;
        if (text.indexOf('e') >= 0 || text.indexOf('E') >= 0) {
            throw new IllegalArgumentException("has an exponent, as spreadsheets write what they have rounded");
        }
        if (decimal == DecimalSign.POINT) {
            if (text.indexOf(DecimalSign.COMMA.sign()) >= 0) {
                throw new IllegalArgumentException("has a comma; if it separates decimals, use --decimal=comma");
            }
            return text;
        }
        if (text.indexOf(DecimalSign.POINT.sign()) >= 0) {
            throw new IllegalArgumentException("has a point, and --decimal=comma is given");
        }
        return text.replace(DecimalSign.COMMA.sign(), DecimalSign.POINT.sign());
    }

    /**
     * Reads a time.
     *
     * @throws IllegalArgumentException if it is malformed; the message begins with a verb
     */
    Instant time(String cell) {
        Instant time = LOCAL_TIME.matcher(cell).matches() ? ofLocal(cell) : instant(cell);
        if (time.isBefore(FIRST_YEAR) || !time.isBefore(YEAR_10000)) {
            throw new IllegalArgumentException("is not in the years 1 to 9999");
        }
        return time;
    }

    private static Instant instant(String cell) {
        try {
            return Slot.parse(cell).instant();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("is not an instant in milliseconds", e);
        }
    }

    private Instant ofLocal(String cell) {
        if (zone == null) {
            throw new IllegalArgumentException("is a local time: name its zone by --zone");
        }
        String text = cell.replace(DecimalSign.COMMA.sign(), '.');
        ZonedDateTime time;
        try {
            time = ZonedDateTime.parse(text, LOCAL_MILLIS.withZone(zone));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("is not a time in milliseconds", e);
        }
        if (!LOCAL_MILLIS.format(time).equals(text)) {
            throw new IllegalArgumentException("never occurs in " + zone);
        }
        if (!time.withLaterOffsetAtOverlap().isEqual(time)) {
            throw new IllegalArgumentException("occurs twice in " + zone);
        }
        return time.toInstant();
    }
}
