package dev.balancehistory.app;

import dev.balancehistory.cli.Arguments;
import dev.balancehistory.cli.Command;
import java.util.List;
import java.util.function.ToIntBiFunction;
import java.util.stream.Stream;

/**
 * {@code help}: shows the help of the program or of a command, as {@code --help} does.
 *
 * @param runner runs a command line with Spring Boot's options, and returns the exit code
 */
record HelpCommand(ToIntBiFunction<List<String>, List<String>> runner) implements Command {
    @Override
    public String name() {
        return "help";
    }

    @Override
    public List<String> description() {
        return List.of("Show the help of the program, or of a command or report.");
    }

    @Override
    public String operands() {
        return "[COMMAND [REPORT]]";
    }

    @Override
    public int run(Arguments arguments) {
        return runner.applyAsInt(
                Stream.concat(arguments.operands().stream(), Stream.of("--" + Help.HELP))
                        .toList(),
                List.of());
    }
}
