package dev.balancehistory.report;

import dev.balancehistory.cli.DecimalSign;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * The form of the CSV: UTF-8, quoted as RFC 4180 requires, each line ended by a line feed.
 *
 * @param header whether the first line names the columns
 * @param spreadsheet whether a spreadsheet reads it. The file then has a byte order mark, local times and durations in
 *     hours. An apostrophe precedes text that would become a formula or a value, and numbers that would be rounded
 * @param decimal the sign before the decimals of numbers
 * @param zone the time zone of the instants, which then have its offset; null for UTC, with Z
 */
record Dialect(
        Delimiter delimiter,
        boolean header,
        boolean spreadsheet,
        DecimalSign decimal,
        @Nullable ZoneId zone) {
    Dialect {
        zone = zone == null || zone.normalized().equals(ZoneOffset.UTC) ? null : zone;
    }

    /** The separators of cells. */
    public enum Delimiter {
        COMMA(","),
        SEMICOLON(";"),
        TAB("\\t"),
        PIPE("|");

        /** The sign in an escape string of SQL. */
        private final String sign;

        Delimiter(String sign) {
            this.sign = sign;
        }
    }

    String copy(String query) {
        return "copy (" + query + ") to stdout with (format csv, header " + header + ", delimiter E'" + delimiter.sign
                + "')";
    }
}
