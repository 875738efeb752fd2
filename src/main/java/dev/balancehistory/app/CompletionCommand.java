package dev.balancehistory.app;

import dev.balancehistory.cli.Arguments;
import dev.balancehistory.cli.Command;
import dev.balancehistory.cli.UsageError;
import dev.balancehistory.process.Outcome;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** {@code completion}: prints the script by which a shell completes commands and options. */
final class CompletionCommand implements Command {
    private static final List<String> SHELLS = List.of("bash", "zsh");

    /** For bash, and for zsh in its emulation of bash. */
    private static final String SCRIPT = """
            if [ -n "${ZSH_VERSION-}" ]; then
              autoload -U +X compinit && compinit -u
              autoload -U +X bashcompinit && bashcompinit
            fi

            _balance_history() {
              local word=${COMP_WORDS[COMP_CWORD]} words
              if [ "$COMP_CWORD" -eq 1 ]; then
                words="@COMMANDS@ --help --version"
              else
                case ${COMP_WORDS[1]} in
            @CASES@
                  *) words= ;;
                esac
              fi
              COMPREPLY=($(compgen -W "$words" -- "$word"))
              if [ ${#COMPREPLY[@]} -eq 0 ]; then
                COMPREPLY=($(compgen -f -- "$word"))
              fi
            }

            complete -F _balance_history balance-history
            """;

    private final Supplier<List<Command>> commands;
    private final PrintWriter out;

    CompletionCommand(Supplier<List<Command>> commands, PrintWriter out) {
        this.commands = commands;
        this.out = out;
    }

    @Override
    public String name() {
        return "completion";
    }

    @Override
    public List<String> description() {
        return List.of(
                "Print the completion script of a shell.", "Use it with: source <(balance-history completion bash)");
    }

    @Override
    public String operands() {
        return String.join("|", SHELLS);
    }

    @Override
    public int run(Arguments arguments) {
        if (arguments.operands().size() != 1
                || !SHELLS.contains(arguments.operands().get(0))) {
            throw new UsageError("name the shell: " + String.join(" or ", SHELLS));
        }
        String names = commands.get().stream().map(Command::name).collect(Collectors.joining(" "));
        String cases = commands.get().stream().map(CompletionCommand::caseOf).collect(Collectors.joining("\n"));
        out.print(SCRIPT.replace("@COMMANDS@", names).replace("@CASES@", cases));
        return Outcome.DONE.exitCode();
    }

    private static String caseOf(Command command) {
        String options = Help.options(command).getOptions().stream()
                .map(option -> "--" + option.getLongOpt() + (option.hasArg() ? "=" : ""))
                .collect(Collectors.joining(" "));
        String operands = command.operands().contains("|") ? command.operands().replace('|', ' ') + " " : "";
        return "      " + command.name() + ") words=\"" + operands + options + "\" ;;";
    }
}
