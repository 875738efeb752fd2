package dev.balancehistory.report;

import dev.balancehistory.cli.Arguments;
import dev.balancehistory.cli.DecimalSign;
import dev.balancehistory.cli.SpreadsheetMark;
import dev.balancehistory.cli.UsageError;
import dev.balancehistory.report.Dialect.Delimiter;
import dev.balancehistory.report.ReportRequest.Period;
import dev.balancehistory.settings.BoundSettings;
import dev.balancehistory.settings.Times;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.apache.commons.cli.Options;
import org.jspecify.annotations.Nullable;

/** The options of {@code export}. */
final class ExportOptions {
    static final String OUTPUT = "output";
    static final String OVERWRITE = "overwrite";

    private static final String ZONE = "zone";
    private static final String DELIMITER = "delimiter";
    private static final String NO_HEADER = "no-header";

    private ExportOptions() {}

    /**
     * Returns new options.
     *
     * @param report the report whose options they are; null for those of all reports
     */
    static Options of(@Nullable Report report) {
        Options options = new Options();
        Arrays.stream(ReportOption.values())
                .filter(option -> report == null || report.takes(option))
                .forEach(option -> options.addOption(option.described(report)));
        return options.addOption(Arguments.value(ZONE, "ZONE", """
                        Time zone of dates, periods and written times, such as
                        Europe/Berlin; default: recorder.zone, else UTC. Without this option,
                        times are written in UTC."""))
                .addOption(Arguments.value(OUTPUT, "FILE", """
                        The file to write; - (default) is standard output. It appears
                        whole under its name or not at all, and is compressed if the
                        name ends in .gz."""))
                .addOption(Arguments.flag(OVERWRITE, "Replace an existing file."))
                .addOption(Arguments.value(
                        DELIMITER,
                        "SIGN",
                        "Between cells: , (default) ; | or tab. With --decimal=comma, the\ndefault is ;."))
                .addOption(Arguments.flag(NO_HEADER, "Omit the line with the names of the columns."))
                .addOption(Arguments.flag(SpreadsheetMark.OPTION, """
                        For spreadsheets: with a byte order mark, times in --zone (else UTC)
                        without its offset, and ages in hours. An apostrophe precedes text
                        that would be taken for a formula, a number, a date or a boolean.
                        It also precedes numbers of more than 15 digits, which would be
                        rounded."""))
                .addOption(Arguments.value(
                        DecimalSign.OPTION, "point|comma", "The sign before decimals; default: point."));
    }

    /**
     * Rejects the options of other reports.
     *
     * @throws UsageError if there is one
     */
    static void check(Report report, Arguments arguments) {
        for (ReportOption option : ReportOption.values()) {
            if (arguments.has(option.code()) && !report.takes(option)) {
                throw new UsageError("option '--" + option.code() + "' is not for " + report.code());
            }
        }
    }

    /** Returns the request that the arguments express. */
    static ReportRequest request(Report report, Arguments arguments, BoundSettings settings) {
        Optional<ZoneId> given = arguments.one(ZONE, Times::zone);
        ZoneId zone = given.orElseGet(settings::zone);
        Function<String, Instant> time = text -> Times.read(text, zone);
        DecimalSign decimal = arguments.one(DecimalSign.OPTION, DecimalSign::of).orElse(DecimalSign.POINT);
        Dialect dialect = new Dialect(
                arguments
                        .one(DELIMITER, ExportOptions::delimiter)
                        .orElse(decimal == DecimalSign.COMMA ? Delimiter.SEMICOLON : Delimiter.COMMA),
                !arguments.has(NO_HEADER),
                arguments.has(SpreadsheetMark.OPTION),
                decimal,
                given.orElse(null));
        return new ReportRequest(
                report,
                arguments.one(ReportOption.FROM.code(), time).orElse(null),
                arguments.one(ReportOption.TO.code(), time).orElse(null),
                arguments.one(ReportOption.AT.code(), time).orElse(null),
                arguments.all(ReportOption.ACCOUNT.code()),
                arguments.all(ReportOption.CURRENCY.code()),
                arguments.one(ReportOption.PERIOD.code(), ExportOptions::period).orElse(Period.DAY),
                zone,
                dialect);
    }

    private static Period period(String text) {
        return Arrays.stream(Period.values())
                .filter(period -> period.code().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("'" + text + "' is not one of hour, day, week, month and year"));
    }

    private static Delimiter delimiter(String text) {
        return switch (text) {
            case "," -> Delimiter.COMMA;
            case ";" -> Delimiter.SEMICOLON;
            case "|" -> Delimiter.PIPE;
            case "tab", "\t", "\\t" -> Delimiter.TAB;
            default -> throw new IllegalArgumentException("'" + text + "' is not one of , ; | and tab");
        };
    }
}
