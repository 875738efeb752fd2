package dev.balancehistory.report;

import dev.balancehistory.cli.Application;
import dev.balancehistory.cli.Arguments;
import dev.balancehistory.cli.Command;
import dev.balancehistory.cli.ProgressLine;
import dev.balancehistory.cli.ShutdownHook;
import dev.balancehistory.cli.UsageError;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Output;
import dev.balancehistory.report.Dialect.Delimiter;
import dev.balancehistory.report.ReportRequest.Period;
import dev.balancehistory.settings.BoundSettings;
import dev.balancehistory.settings.Times;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.commons.cli.Options;

/** {@code export}: writes a report as CSV. */
public final class ExportCommand implements Command {
    private static final String PERIOD = "period";
    private static final String ZONE = "zone";
    private static final String OUTPUT = "output";
    private static final String OVERWRITE = "overwrite";
    private static final String DELIMITER = "delimiter";
    private static final String NO_HEADER = "no-header";
    private static final String EXCEL = "excel";
    private static final String STANDARD_OUTPUT = "-";

    private final Application application;
    private final OutputStream out;
    private final PrintWriter err;

    /**
     * @param out the stream for a report without a file
     */
    public ExportCommand(Application application, OutputStream out, PrintWriter err) {
        this.application = application;
        this.out = out;
        this.err = err;
    }

    @Override
    public String name() {
        return "export";
    }

    @Override
    public List<String> description() {
        return List.of(
                "Write a report as CSV.",
                "",
                "Reports",
                Arrays.stream(Report.values())
                        .map(report -> "  %-9s %s".formatted(report.code(), report.description()))
                        .collect(Collectors.joining("\n")));
    }

    @Override
    public String operands() {
        return Arrays.stream(Report.values()).map(Report::code).collect(Collectors.joining("|"));
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(Arguments.value(
                        "from",
                        "TIME",
                        "Start of the range, inclusive: a date (in --zone) or an instant\nsuch as 2026-01-01T00:00:00Z. "
                                + reports(Report.Option.FROM)))
                .addOption(Arguments.value("to", "TIME", "End of the range, exclusive. For the same reports."))
                .addOption(Arguments.value(
                        "at", "TIME", "The instant of the report; default: now. " + reports(Report.Option.AT)))
                .addOption(Arguments.value(
                        "account", "NAME", "Only this account; may be repeated.\n" + reports(Report.Option.ACCOUNT)))
                .addOption(Arguments.value(
                        "currency", "CODE", "Only this currency; may be repeated.\n" + reports(Report.Option.CURRENCY)))
                .addOption(Arguments.value(
                        PERIOD,
                        "PERIOD",
                        "hour, day, week, month or year; default: day. " + reports(Report.Option.PERIOD)))
                .addOption(Arguments.value(
                        ZONE,
                        "ZONE",
                        "Time zone of dates and periods, such as Europe/Berlin;\ndefault: recorder.zone, else UTC."))
                .addOption(
                        Arguments.value(
                                OUTPUT,
                                "FILE",
                                "The file to write; - (default) is standard output. It appears\nwhole under its name or not at all, and is compressed if the\nname ends in .gz."))
                .addOption(Arguments.flag(OVERWRITE, "Replace an existing file."))
                .addOption(Arguments.value(DELIMITER, "SIGN", "Between cells: , (default) ; | or tab."))
                .addOption(Arguments.flag(NO_HEADER, "Omit the line with the names of the columns."))
                .addOption(
                        Arguments.flag(
                                EXCEL,
                                "For spreadsheets: with a byte order mark, and an apostrophe\nbefore text that would be taken for a formula."));
    }

    private static String reports(Report.Option option) {
        return "For "
                + Arrays.stream(Report.values())
                        .filter(report -> report.takes(option))
                        .map(Report::code)
                        .collect(Collectors.joining(", "))
                + ".";
    }

    @Override
    public int run(Arguments arguments) {
        Report report = report(arguments.operands());
        for (Report.Option option : Report.Option.values()) {
            if (arguments.has(option.code()) && !report.takes(option)) {
                throw new UsageError("option '--" + option.code() + "' is not for " + report.code());
            }
        }
        return application.with(arguments.properties(), context -> {
            ReportRequest request = request(report, arguments, context.get(BoundSettings.class));
            Output output = output(arguments);
            return export(context.get(ExportReport.class), request, output, arguments);
        });
    }

    private int export(ExportReport export, ReportRequest request, Output output, Arguments arguments) {
        ProgressLine progress = ProgressLine.onTerminal(err);
        long rows;
        ShutdownHook end = ShutdownHook.onSignal(export::stop);
        try (end) {
            rows = export.export(request, output, progress);
        } finally {
            if (progress != null) {
                progress.close();
            }
        }
        arguments
                .one(OUTPUT, name -> name)
                .filter(name -> !name.equals(STANDARD_OUTPUT))
                .ifPresent(name -> err.println(request.report().code() + ": " + rows + " rows in " + name));
        return Outcome.DONE.exitCode();
    }

    private Output output(Arguments arguments) {
        String name = arguments.one(OUTPUT, value -> value).orElse(STANDARD_OUTPUT);
        return name.equals(STANDARD_OUTPUT) ? Output.to(out) : Output.to(Path.of(name), arguments.has(OVERWRITE));
    }

    private static Report report(List<String> operands) {
        if (operands.size() != 1) {
            throw new UsageError("name one report: "
                    + Arrays.stream(Report.values()).map(Report::code).toList());
        }
        return Arrays.stream(Report.values())
                .filter(report -> report.code().equals(operands.get(0)))
                .findFirst()
                .orElseThrow(() -> new UsageError("there is no report '" + operands.get(0) + "'"));
    }

    private static ReportRequest request(Report report, Arguments arguments, BoundSettings settings) {
        ZoneId zone = arguments.one(ZONE, Times::zone).orElseGet(settings::zone);
        Dialect dialect = new Dialect(
                arguments.one(DELIMITER, ExportCommand::delimiter).orElse(Delimiter.COMMA),
                !arguments.has(NO_HEADER),
                arguments.has(EXCEL));
        return new ReportRequest(
                report,
                arguments.one("from", text -> Times.read(text, zone)).orElse(null),
                arguments.one("to", text -> Times.read(text, zone)).orElse(null),
                arguments.one("at", text -> Times.read(text, zone)).orElse(null),
                arguments.all("account"),
                arguments.all("currency"),
                arguments.one(PERIOD, ExportCommand::period).orElse(Period.DAY),
                zone,
                dialect);
    }

    private static Period period(String text) {
        try {
            return Period.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + text + "' is not one of hour, day, week, month and year");
        }
    }

    private static Delimiter delimiter(String text) {
        if (text.equals("tab") || text.equals("\\t")) {
            return Delimiter.TAB;
        }
        return Arrays.stream(Delimiter.values())
                .filter(delimiter -> delimiter.sign().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is not one of , ; | and tab"));
    }
}
