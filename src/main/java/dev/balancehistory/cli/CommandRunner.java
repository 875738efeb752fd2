package dev.balancehistory.cli;

import dev.balancehistory.balance.Outcome;
import dev.balancehistory.balance.Problem;
import dev.balancehistory.exchange.Printable;
import dev.balancehistory.history.DatabaseProblem;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Runs one command: tells Spring Boot's options from the command's own, and errors in one line. */
final class CommandRunner {
    /** An option of Spring Boot's, such as {@code --spring.datasource.url=...}: its name has a dot. */
    private static final Pattern PROPERTY = Pattern.compile("--[^.=\\s]+\\.[^=\\s]+(=.*)?", Pattern.DOTALL);

    private static final int MAX_MESSAGE = 600;

    private final PrintWriter out;
    private final PrintWriter err;

    CommandRunner(PrintStream out, PrintStream err) {
        this.out = new PrintWriter(out, true, StandardCharsets.UTF_8);
        this.err = new PrintWriter(err, true, StandardCharsets.UTF_8);
    }

    /** Returns the exit code. */
    int run(String... args) {
        List<String> words = new ArrayList<>();
        List<String> properties = new ArrayList<>();
        for (String arg : args) {
            (PROPERTY.matcher(arg).matches() ? properties : words).add(arg);
        }
        String job = LaunchForm.jobName(properties);
        try {
            List<String> command = job == null ? words : LaunchForm.command(job, words);
            return commandLine(properties).execute(command.toArray(String[]::new));
        } catch (IllegalArgumentException e) {
            return report(ExitCode.USAGE, String.valueOf(e.getMessage()));
        } finally {
            out.flush();
        }
    }

    private CommandLine commandLine(List<String> properties) {
        CommandLine commandLine = new CommandLine(new RootCommand())
                .addSubcommand(new RecordCommand(properties, out, err))
                .addSubcommand(new MigrateCommand(properties, out))
                .addSubcommand(new CompletionCommand(out));
        return commandLine
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(this::misused)
                .setExecutionExceptionHandler((e, command, parsed) -> failed(e));
    }

    private int misused(ParameterException e, String[] args) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        return report(ExitCode.USAGE, e.getMessage() + "; see '" + command + " --help'");
    }

    private int failed(Exception e) {
        if (e instanceof Problem problem) {
            return report(problem);
        }
        if (DatabaseProblem.isBehind(e)) {
            return report(DatabaseProblem.of(e));
        }
        e.printStackTrace(err);
        return report(
                ExitCode.of(Outcome.DEFECT),
                "a defect of this program: " + e + "; please report it with the lines above");
    }

    private int report(Problem problem) {
        return report(ExitCode.of(problem.outcome()), String.valueOf(problem.getMessage()));
    }

    private int report(int code, String message) {
        out.flush();
        err.println("balance-history: " + Printable.text(message, MAX_MESSAGE));
        return code;
    }
}
