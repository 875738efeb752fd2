package dev.balancehistory.app;

import dev.balancehistory.process.Outcome;
import dev.balancehistory.process.Output;
import dev.balancehistory.process.Problem;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The stream below the text on standard output. It keeps the first failure, which a print writer hides. */
final class TextOutput extends FilterOutputStream {
    /** The commands that store their result: a code for a retry would repeat work that is done. */
    static final Set<String> STORING =
            Set.of("record", "schedule", "import", "prune", "pack", "unpack", "migrate", "statement", "train");

    /** The options with which such a command stores nothing. */
    private static final Set<String> PRINTING = Set.of("-h", "--" + Help.HELP, "--dry-run");

    private @Nullable IOException failure;

    TextOutput(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int single) throws IOException {
        write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            throw kept(e);
        }
    }

    @Override
    public void flush() throws IOException {
        try {
            out.flush();
        } catch (IOException e) {
            throw kept(e);
        }
    }

    private IOException kept(IOException e) {
        if (failure == null) {
            failure = e;
        }
        return e;
    }

    /**
     * Returns the exit code of the program: that of its command, unless the command succeeded and its result is lost.
     *
     * @param code the exit code of the command
     * @param commandLine the command and its options
     * @param report receives why the output can't be written, unless that is no error
     */
    int exitCode(int code, List<String> commandLine, Consumer<String> report) {
        if (failure == null) {
            return code;
        }
        boolean stores = commandLine.stream().limit(1).anyMatch(STORING::contains)
                && commandLine.stream().noneMatch(PRINTING::contains);
        Problem problem = Output.problem("standard output", failure);
        if (problem.outcome() != Outcome.BROKEN_PIPE && !(stores && isClosed(failure))) {
            report.accept(String.valueOf(problem.getMessage()));
        }
        return code == Outcome.DONE.exitCode() && !stores ? problem.outcome().exitCode() : code;
    }

    /** Returns whether the caller closed standard output before the start, since it needs no text. */
    private static boolean isClosed(IOException failure) {
        return String.valueOf(failure.getMessage()).contains("Bad file descriptor");
    }
}
