package dev.balancehistory.app;

import dev.balancehistory.cli.Arguments;
import dev.balancehistory.cli.Command;
import dev.balancehistory.cli.Program;
import dev.balancehistory.cli.UsageError;
import dev.balancehistory.database.DatabaseProblem;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Printable;
import dev.balancehistory.process.Problem;
import dev.balancehistory.process.Similar;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.ArgumentResolver;

/** Runs one command: separates Spring Boot's options from those of the command, and reports an error in one line. */
final class CommandRunner {
    /** An option of Spring Boot, such as {@code --spring.datasource.url=...}: its name has a dot. */
    private static final Pattern PROPERTY = Pattern.compile("--[^.=\\s]+\\.[^=\\s]+(=.*)?", Pattern.DOTALL);

    private static final int MAX_MESSAGE = 600;

    private final OutputStream errors;
    private final TextOutput text;
    private final PrintWriter out;
    private final PrintWriter err;
    private final Program program;

    CommandRunner(OutputStream out, OutputStream err) {
        this.errors = err;
        this.text = new TextOutput(out);
        this.out = new PrintWriter(text, true, StandardCharsets.UTF_8);
        this.err = new PrintWriter(err, true, StandardCharsets.UTF_8);
        this.program = new Program(BalanceHistory.application(), out, this.out, this.err);
    }

    /** Returns the exit code. */
    int run(String... args) {
        List<String> commandLine = new ArrayList<>();
        List<String> properties = new ArrayList<>();
        for (String arg : args) {
            (PROPERTY.matcher(arg).matches() ? properties : commandLine).add(arg);
        }
        int code = outcome(commandLine, properties);
        return text.exitCode(code, commandLine, message -> report(code, message));
    }

    private int outcome(List<String> commandLine, List<String> properties) {
        try {
            return execute(commandLine, properties);
        } catch (UsageError e) {
            String page = e.page() == null || e.page().isEmpty() ? "" : " " + e.page();
            return report(Outcome.USAGE.exitCode(), e.getMessage() + "; see '" + Program.NAME + page + " --help'");
        } catch (RuntimeException e) {
            return failed(e);
        } finally {
            out.flush();
        }
    }

    /** Returns the commands that {@code spring.factories} lists, and those that need the others. */
    private List<Command> commands() {
        List<Command> commands = new ArrayList<>(SpringFactoriesLoader.forDefaultResourceLocation()
                .load(Command.class, ArgumentResolver.of(Program.class, program)));
        commands.add(new TrainCommand(this::withoutOutput, out));
        commands.add(new CompletionCommand(program, this::commands));
        commands.add(new HelpCommand(this::execute));
        return commands;
    }

    private int withoutOutput(List<String> commandLine, List<String> properties) {
        return new CommandRunner(OutputStream.nullOutputStream(), errors).execute(commandLine, properties);
    }

    private int execute(List<String> commandLine, List<String> properties) {
        if (commandLine.isEmpty()) {
            throw new UsageError("a command is missing");
        }
        String first = commandLine.get(0);
        if (first.equals("--help") || first.equals("-h")) {
            Help.ofProgram(commands(), out);
            return Outcome.DONE.exitCode();
        }
        if (first.equals("--version") || first.equals("-V")) {
            Help.version(out);
            return Outcome.DONE.exitCode();
        }
        Command command = command(first);
        List<String> rest = commandLine.subList(1, commandLine.size());
        String topic =
                rest.stream().filter(command.topics()::contains).findFirst().orElse(null);
        try {
            return execute(command, topic, Arguments.of(Help.withHelp(command.options()), rest, properties));
        } catch (UsageError e) {
            throw e.page() == null ? e.on(topic == null ? first : first + " " + topic) : e;
        }
    }

    private int execute(Command command, @Nullable String topic, Arguments arguments) {
        if (arguments.has(Help.HELP)) {
            Help.of(command.help(topic), out);
            return Outcome.DONE.exitCode();
        }
        if (command.operands().isEmpty() && !arguments.operands().isEmpty()) {
            // Without the argument, which may be a misplaced secret.
            throw new UsageError("unexpected argument for " + command.name()
                    + ": options begin with '--', and '=' stands between a name and its value");
        }
        return command.run(arguments);
    }

    private Command command(String name) {
        List<Command> commands = commands();
        return commands.stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new UsageError("there is no command '" + name + "'"
                                + Similar.hint(
                                        name,
                                        commands.stream().map(Command::name).toList()))
                        .on(""));
    }

    private int failed(RuntimeException e) {
        if (!(e instanceof Problem) && !DatabaseProblem.isBehind(e)) {
            e.printStackTrace(err);
            return report(
                    Outcome.BUG.exitCode(), "a bug in this program: " + e + "; please report it with the lines above");
        }
        Problem problem = DatabaseProblem.of(e);
        int code = problem.outcome().exitCode();
        // The reader, such as head, has closed the output. This is no error.
        return problem.outcome() == Outcome.BROKEN_PIPE ? code : report(code, String.valueOf(problem.getMessage()));
    }

    private int report(int code, String message) {
        out.flush();
        err.println("balance-history: " + Printable.text(message, MAX_MESSAGE));
        return code;
    }
}
