package dev.balancehistory.statement;

import dev.balancehistory.cli.DecimalSign;
import dev.balancehistory.cli.SpreadsheetMark;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The form of the cells of the CSV, as that of the reports.
 *
 * @param spreadsheet whether a spreadsheet reads it
 * @param decimal the sign before decimals
 */
record CellForm(boolean spreadsheet, DecimalSign decimal) {
    private static final DateTimeFormatter INSTANT = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSX", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT);

    String text(String text) {
        return spreadsheet ? SpreadsheetMark.text(text) : text;
    }

    /** Returns a number that is given as plain decimal. */
    String number(String plain) {
        return signed(spreadsheet ? SpreadsheetMark.number(plain) : plain);
    }

    /** Returns an instant: in UTC, or as local time for a spreadsheet; empty without one. */
    String time(@Nullable Instant instant, ZoneId zone) {
        if (instant == null) {
            return "";
        }
        return spreadsheet ? signed(LOCAL.withZone(zone).format(instant)) : INSTANT.format(instant);
    }

    private String signed(String digits) {
        return digits.replace('.', decimal.sign());
    }

    /** Returns the sign between cells. */
    char delimiter() {
        return decimal == DecimalSign.COMMA ? ';' : ',';
    }
}
