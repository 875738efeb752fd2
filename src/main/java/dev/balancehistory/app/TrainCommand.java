package dev.balancehistory.app;

import dev.balancehistory.cli.Arguments;
import dev.balancehistory.cli.Command;
import dev.balancehistory.process.Outcome;
import java.util.List;
import java.util.function.ToIntBiFunction;

/** {@code train}: runs what is run most, in one process, so that the archive made from it knows their classes. */
final class TrainCommand implements Command {
    private static final List<List<String>> RUNS =
            List.of(List.of("record"), List.of("export", "latest"), List.of("status"));

    private final ToIntBiFunction<List<String>, List<String>> runner;

    /**
     * @param runner runs a command's words with Spring Boot's own options, and returns the exit code
     */
    TrainCommand(ToIntBiFunction<List<String>, List<String>> runner) {
        this.runner = runner;
    }

    @Override
    public String name() {
        return "train";
    }

    @Override
    public List<String> description() {
        return List.of(
                "Make the archive that bin/balance-history starts quickly with, for this Java.",
                "Runs record, export and status once, as configured. Again after a change of Java, or of the folder.");
    }

    @Override
    public int run(Arguments arguments) {
        return RUNS.stream()
                .mapToInt(words -> runner.applyAsInt(words, arguments.properties()))
                .max()
                .orElse(Outcome.DONE.exitCode());
    }
}
