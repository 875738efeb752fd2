package dev.balancehistory.report;

import dev.balancehistory.cli.Arguments;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.commons.cli.Option;
import org.jspecify.annotations.Nullable;

/** The options that some of the reports have. */
enum ReportOption {
    FROM("TIME", """
            Start of the range, inclusive: a month, a date or a local time (in
            --zone), or an instant such as 2026-01-01T00:00:00Z."""),
    TO("TIME", "End of the range, exclusive: --to=2026-11 ends with October."),
    AT("TIME", """
            The instant of the report: a month, a date, a local time (in --zone)
            or an instant; default: now."""),
    ACCOUNT("NAME", "Only this account; may be repeated."),
    CURRENCY("CODE", "Only this currency; may be repeated."),
    PERIOD("hour|day|week|month|year", "Length of the periods; default: day. A week begins on Monday.");

    private final String value;
    private final String description;

    ReportOption(String value, String description) {
        this.value = value;
        this.description = description;
    }

    /** Returns the option's name on the command line. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the option with its help.
     *
     * @param report the report whose help it is; null for the help of all reports, which names those that have it
     */
    Option described(@Nullable Report report) {
        String reports = Arrays.stream(Report.values())
                .filter(candidate -> candidate.takes(this))
                .map(Report::code)
                .collect(Collectors.joining(", "));
        return Arguments.value(code(), value, report == null ? description + "\nFor " + reports + "." : description);
    }
}
