package dev.balancehistory.statement;

import dev.balancehistory.cli.Arguments;
import dev.balancehistory.cli.DecimalSign;
import dev.balancehistory.cli.SpreadsheetMark;
import dev.balancehistory.settings.Times;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.apache.commons.cli.Options;

/** The options of {@code statement}. */
final class StatementOptions {
    static final String PERIOD = "period";
    static final String ZONE = "zone";
    static final String OUTPUT = "output";
    static final String OVERWRITE = "overwrite";

    private static final String ACCOUNT = "account";
    private static final String LANG = "lang";
    private static final String SO_FAR = "so-far";
    private static final String NO_SCRIPT = "no-script";
    private static final String PREPARED = "prepared";

    private StatementOptions() {}

    /** Returns new options. */
    static Options all() {
        return new Options()
                .addOption(
                        Arguments.value(
                                PERIOD,
                                "PERIOD",
                                "A month (2026-10), a quarter (2026-Q4), a year (2026), or\nlast-month, last-quarter or last-year."))
                .addOption(
                        Arguments.value(
                                ZONE,
                                "ZONE",
                                "Time zone of the period and of all times, such as Asia/Seoul;\ndefault: recorder.zone, else UTC."))
                .addOption(Arguments.value(ACCOUNT, "NAME", "Only this account; may be repeated."))
                .addOption(Arguments.value(LANG, "en|ko", "Language of the page; default: en."))
                .addOption(Arguments.value(
                        OUTPUT,
                        "PATH",
                        "The page to write, or its directory; default: statement-PERIOD.html\nin the current one. The CSV and"
                                + " the checksums are beside it."))
                .addOption(Arguments.flag(OVERWRITE, "Replace existing files."))
                .addOption(Arguments.flag(SO_FAR, "Allow a period that is not over."))
                .addOption(Arguments.flag(NO_SCRIPT, "Omit the script that shows the balance at the pointer."))
                .addOption(Arguments.flag(SpreadsheetMark.OPTION, """
                        The CSV for spreadsheets: with a byte order mark, and local times.
                        An apostrophe precedes cells that a spreadsheet would change."""))
                .addOption(
                        Arguments.value(
                                DecimalSign.OPTION,
                                "point|comma",
                                "The sign before decimals in the CSV; default: point. With comma,\nthe cells are separated by ;."))
                .addOption(Arguments.value(
                        PREPARED,
                        "INSTANT",
                        "The time of preparation that the page states; default: now. With it,\nthe same history gives the"
                                + " same page."));
    }

    /**
     * Returns the request that the arguments express.
     *
     * @param now the time of the statement unless an option sets it
     */
    static StatementRequest request(Arguments arguments, ZoneId zone, Instant now) {
        Instant prepared =
                arguments.one(PREPARED, text -> prepared(text, now)).orElse(now).truncatedTo(ChronoUnit.SECONDS);
        LocalDate today = LocalDate.ofInstant(prepared, zone);
        return new StatementRequest(
                arguments.one(PERIOD, text -> Period.of(text, today)).orElseThrow(),
                zone,
                arguments.all(ACCOUNT),
                arguments.one(LANG, StatementOptions::language).orElse(Locale.ENGLISH),
                prepared,
                arguments.has(SO_FAR),
                !arguments.has(NO_SCRIPT),
                new CellForm(
                        arguments.has(SpreadsheetMark.OPTION),
                        arguments.one(DecimalSign.OPTION, DecimalSign::of).orElse(DecimalSign.POINT)));
    }

    private static Instant prepared(String text, Instant now) {
        Instant prepared = Times.read(text, ZoneOffset.UTC);
        if (prepared.isAfter(now)) {
            throw new IllegalArgumentException("'" + text + "' is in the future");
        }
        return prepared;
    }

    private static Locale language(String text) {
        return switch (text) {
            case "en" -> Locale.ENGLISH;
            case "ko" -> Locale.KOREAN;
            default -> throw new IllegalArgumentException("'" + text + "' is not one of en and ko");
        };
    }
}
