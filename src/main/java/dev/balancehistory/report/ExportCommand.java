package dev.balancehistory.report;

import dev.balancehistory.cli.Arguments;
import dev.balancehistory.cli.Command;
import dev.balancehistory.cli.HelpPage;
import dev.balancehistory.cli.Program;
import dev.balancehistory.cli.ProgressLine;
import dev.balancehistory.cli.ShutdownHook;
import dev.balancehistory.cli.UsageError;
import dev.balancehistory.process.FileNames;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Output;
import dev.balancehistory.process.Similar;
import dev.balancehistory.report.ExportReport.Exported;
import dev.balancehistory.settings.BoundSettings;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.cli.Options;
import org.jspecify.annotations.Nullable;

/** {@code export}: writes a report as CSV. */
record ExportCommand(Program program) implements Command {
    private static final String STANDARD_OUTPUT = "-";

    private static final Pattern OTHER_FORMAT = Pattern.compile(
            ".*\\.(xls[xmb]?|ods|numbers|pdf|html?|json|xml|parquet|zip|bz2|xz|zst|7z)(\\.gz)?",
            Pattern.CASE_INSENSITIVE);

    @Override
    public String name() {
        return "export";
    }

    @Override
    public List<String> description() {
        return List.of(
                "Write a report as CSV.",
                "",
                "Reports; each has a page of help: export REPORT --help",
                Arrays.stream(Report.values())
                        .map(report -> "  %-9s %s".formatted(report.code(), report.description()))
                        .collect(Collectors.joining("\n")));
    }

    @Override
    public String operands() {
        return String.join("|", topics());
    }

    @Override
    public Options options() {
        return ExportOptions.of(null);
    }

    @Override
    public List<String> topics() {
        return Arrays.stream(Report.values()).map(Report::code).toList();
    }

    @Override
    public HelpPage help(@Nullable String topic) {
        return topic == null ? Command.super.help(null) : ReportHelp.of(report(List.of(topic)));
    }

    @Override
    public int run(Arguments arguments) {
        Report report = report(arguments.operands());
        ExportOptions.check(report, arguments);
        return program.application().with(arguments.properties(), context -> {
            ReportRequest request = ExportOptions.request(report, arguments, context.get(BoundSettings.class));
            Output output = output(arguments);
            return export(context.get(ExportReport.class), request, output, arguments);
        });
    }

    private int export(ExportReport export, ReportRequest request, Output output, Arguments arguments) {
        ProgressLine progress = ProgressLine.onTerminal(program.err());
        Exported exported;
        ShutdownHook end = ShutdownHook.onSignal(export::stop);
        try (progress;
                end) {
            exported = export.export(request, output, progress);
        }
        arguments
                .one(ExportOptions.OUTPUT, name -> name)
                .filter(name -> !name.equals(STANDARD_OUTPUT))
                .ifPresent(name ->
                        program.err().println(request.report().code() + ": " + exported.rows() + " rows in " + name));
        exported.notes().forEach(program.err()::println);
        return Outcome.DONE.exitCode();
    }

    private Output output(Arguments arguments) {
        String name = arguments.one(ExportOptions.OUTPUT, value -> value).orElse(STANDARD_OUTPUT);
        if (OTHER_FORMAT.matcher(name).matches()) {
            throw new UsageError(
                    "option '--output': export writes a CSV, which .gz compresses: end the name of the file in .csv or"
                            + " .csv.gz, not as in '" + name + "'");
        }
        return name.equals(STANDARD_OUTPUT)
                ? Output.to(program.bytes())
                : Output.to(FileNames.path("'--output'", name), arguments.has(ExportOptions.OVERWRITE));
    }

    private Report report(List<String> operands) {
        if (operands.size() != 1) {
            throw new UsageError("name one report: " + topics());
        }
        String name = operands.get(0);
        return Arrays.stream(Report.values())
                .filter(report -> report.code().equals(name))
                .findFirst()
                .orElseThrow(() -> new UsageError("there is no report '" + name + "'" + Similar.hint(name, topics())));
    }
}
