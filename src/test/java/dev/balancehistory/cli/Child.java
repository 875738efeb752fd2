package dev.balancehistory.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The program in a process of its own. */
final class Child implements AutoCloseable {
    private final Process process;
    private final Path out;
    private final Path err;

    private Child(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    static Child start(List<String> command, Map<String, String> environment, Path folder) throws IOException {
        Path out = Files.createTempFile(folder, "out", ".txt");
        Path err = Files.createTempFile(folder, "err", ".txt");
        ProcessBuilder process =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        process.environment().putAll(environment);
        return new Child(process.start(), out, err);
    }

    /** Waits until it ends by itself. */
    Workbench.Ended ended() throws IOException, InterruptedException {
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            throw new AssertionError("the program does not end: " + Files.readString(err));
        }
        return new Workbench.Ended(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    /** Asks it to end, like SIGTERM. */
    void terminate() {
        process.destroy();
    }

    /** Ends it like SIGKILL. */
    void killed() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        killed();
    }
}
