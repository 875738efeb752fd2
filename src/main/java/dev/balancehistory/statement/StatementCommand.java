package dev.balancehistory.statement;

import dev.balancehistory.cli.Arguments;
import dev.balancehistory.cli.Command;
import dev.balancehistory.cli.Program;
import dev.balancehistory.cli.UsageError;
import dev.balancehistory.process.FileNames;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.settings.BoundSettings;
import dev.balancehistory.settings.Times;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import org.apache.commons.cli.Options;

/** {@code statement}: writes a page about a period, and a CSV of its numbers. */
record StatementCommand(Program program) implements Command {
    @Override
    public String name() {
        return "statement";
    }

    @Override
    public List<String> description() {
        return List.of(
                "Write a page about a month, quarter or year, and a CSV of its numbers.",
                "The page is one HTML file with tables and pictures. It loads nothing, and can be printed.",
                "Ends with 75 if an account has no snapshot in the period; gaps are part of the page.");
    }

    @Override
    public Options options() {
        return StatementOptions.all();
    }

    @Override
    public int run(Arguments arguments) {
        if (!arguments.has(StatementOptions.PERIOD)) {
            throw new UsageError("option '--period' is missing");
        }
        return program.application().unattended(name(), arguments.properties(), (context, reported) -> {
            ZoneId zone = arguments
                    .one(StatementOptions.ZONE, Times::zone)
                    .orElseGet(() -> context.get(BoundSettings.class).zone());
            StatementRequest request = StatementOptions.request(
                    arguments, zone, context.get(InstantSource.class).instant());
            StatementFiles files = StatementFiles.of(
                    arguments
                            .one(StatementOptions.OUTPUT, name -> FileNames.path("'--output'", name))
                            .orElse(Path.of("")),
                    request.period(),
                    arguments.has(StatementOptions.OVERWRITE));
            Statement statement = context.get(WriteStatement.class).write(request, files);
            new StatementText(statement, new Texts(request.language(), zone))
                    .lines(files)
                    .forEach(program.out()::println);
            if (statement.isEmpty()) {
                program.err()
                        .println("statement: no snapshot is in "
                                + request.period().code() + " of "
                                + statement.completeness().emptyNames() + ". The files are written all the same.");
            }
            reported.summarize(
                    "statement of " + request.period().code()
                            + (statement.isEmpty() ? ": no snapshot in the period" : " is written"),
                    List.of());
            return statement.isEmpty() ? Outcome.TEMPORARY_FAILURE.exitCode() : Outcome.DONE.exitCode();
        });
    }
}
