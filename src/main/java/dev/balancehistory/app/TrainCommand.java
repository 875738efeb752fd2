package dev.balancehistory.app;

import dev.balancehistory.cli.Arguments;
import dev.balancehistory.cli.Command;
import dev.balancehistory.process.Outcome;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.ToIntBiFunction;
import java.util.stream.Collectors;

/**
 * {@code train}: runs the most frequent commands in one process, so that the class archive contains their classes.
 *
 * @param runner runs a command line with Spring Boot's options and without standard output, and returns the exit code
 */
record TrainCommand(ToIntBiFunction<List<String>, List<String>> runner, PrintWriter out) implements Command {
    private static final List<List<String>> RUNS =
            List.of(List.of("record"), List.of("export", "latest"), List.of("status"));

    @Override
    public String name() {
        return "train";
    }

    @Override
    public List<String> description() {
        return List.of(
                "Create the class archive that makes bin/balance-history start fast.",
                "Runs record, export and status once, as configured. Repeat it after a change of Java or of the"
                        + " folder.");
    }

    @Override
    public int run(Arguments arguments) {
        out.println("Runs "
                + RUNS.stream().map(run -> "'" + String.join(" ", run) + "'").collect(Collectors.joining(", "))
                + " without their output, and archives the classes that they load, so that later starts are faster.");
        return RUNS.stream()
                .mapToInt(command -> runner.applyAsInt(command, arguments.properties()))
                .max()
                .orElse(Outcome.DONE.exitCode());
    }
}
