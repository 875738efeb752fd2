package dev.balancehistory.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code completion}: what a shell needs to complete the commands and options. */
@Command(
        name = "completion",
        description = {
            "Print the completion script of a shell.",
            "Use it with: source <(balance-history completion bash)"
        })
final class CompletionCommand implements Callable<Integer> {
    private final PrintWriter out;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "SHELL", description = "One of: ${COMPLETION-CANDIDATES}.")
    @SuppressWarnings("unused") // One script serves both.
    private Shell shell;

    CompletionCommand(PrintWriter out) {
        this.out = out;
    }

    /** The shells. */
    enum Shell {
        BASH,
        ZSH
    }

    @Override
    public Integer call() {
        out.print(AutoComplete.bash(spec.root().name(), spec.root().commandLine()));
        return ExitCode.DONE;
    }
}
