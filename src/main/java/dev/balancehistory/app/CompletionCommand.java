package dev.balancehistory.app;

import dev.balancehistory.cli.Arguments;
import dev.balancehistory.cli.Command;
import dev.balancehistory.cli.Program;
import dev.balancehistory.cli.UsageError;
import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Similar;
import dev.balancehistory.process.TextResource;
import dev.balancehistory.settings.ConfiguredAccounts;
import java.util.List;
import java.util.function.Supplier;

/** {@code completion}: prints the script by which a shell completes commands and options. */
record CompletionCommand(Program program, Supplier<List<Command>> commands) implements Command {
    private static final List<String> SHELLS = List.of("bash", "zsh", "fish");

    /** The operand by which a script lists the accounts of the configuration. */
    private static final String ACCOUNTS = "accounts";

    @Override
    public String name() {
        return "completion";
    }

    @Override
    public List<String> description() {
        return List.of(
                "Print the completion script of a shell.",
                "Use it with: source <(balance-history completion bash). In fish:",
                "balance-history completion fish | source");
    }

    @Override
    public String operands() {
        return String.join("|", SHELLS);
    }

    @Override
    public int run(Arguments arguments) {
        if (arguments.operands().equals(List.of(ACCOUNTS))) {
            return program.application().with(arguments.properties(), context -> {
                context.get(ConfiguredAccounts.class).names().forEach(program.out()::println);
                return Outcome.DONE.exitCode();
            });
        }
        String shell = arguments.operands().size() == 1 ? arguments.operands().get(0) : "";
        if (!SHELLS.contains(shell)) {
            throw new UsageError("name the shell: " + String.join(", ", SHELLS) + Similar.hint(shell, SHELLS));
        }
        CompletionWords words = new CompletionWords(commands.get());
        program.out()
                .print(TextResource.of(CompletionCommand.class, "completion." + shell)
                        .replace("@WORDS@", shell.equals("fish") ? words.forFish() : words.forBashAndZsh()));
        return Outcome.DONE.exitCode();
    }
}
